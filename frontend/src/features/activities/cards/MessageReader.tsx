import { Button, Modal, Skeleton } from "@mantine/core";
import { IconDownload, IconPhoto, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useFormat } from "../../../lib/format";
import { useCan, useSession } from "../../../lib/session";
import { ErrorState } from "../../../ui/ErrorState";
import { notifyProblem } from "../../../ui/toasts";
import classes from "../activities.module.css";
import {
  attachmentLink,
  deleteMessage,
  type Message,
  messageQuery,
  messageViewQuery,
} from "../composer/queries";
import { useActivityMessages } from "../messages";

async function save(id: string, name: string): Promise<void> {
  try {
    const anchor = document.createElement("a");
    anchor.href = await attachmentLink(id);
    anchor.download = name;
    anchor.click();
  } catch (error) {
    notifyProblem(error);
  }
}

/** Who a message is from and to, on one line per part. */
function People({ message }: { message: Message }) {
  const t = useActivityMessages();
  const roles = ["from", "to", "cc"] as const;
  return (
    <dl className={classes.people}>
      {roles.map((role) => {
        const people = message.participants.filter((each) => each.role === role);
        return people.length === 0 ? null : (
          <div key={role}>
            <dt>{t(`email.${role}`)}</dt>
            <dd>
              {people.map((each) => (each.name ? `${each.name} <${each.email}>` : each.email)).join(", ")}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The body: cleaned HTML in a frame that runs nothing and fetches nothing, or the plain text. */
function Body({ message }: { message: Message }) {
  const t = useActivityMessages();
  const [images, setImages] = useState(false);
  const view = useQuery({ ...messageViewQuery(message.id, images), enabled: message.has_html });
  if (!message.has_html) return <pre className={classes.plain}>{message.text || t("email.empty")}</pre>;
  return (
    <>
      {message.remote_images && !images ? (
        <div className={classes.remote}>
          <span>{t("email.remote")}</span>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPhoto size={14} stroke={1.75} />}
            onClick={() => setImages(true)}
          >
            {t("email.showImages")}
          </Button>
        </div>
      ) : null}
      {view.data ? (
        <iframe
          className={classes.frame}
          title={t("email.frame", { subject: message.subject })}
          src={view.data}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
        />
      ) : (
        <Skeleton height={320} radius="sm" />
      )}
    </>
  );
}

interface MessageReaderProps {
  id: string;
  onClose: () => void;
  onDelete: (send: () => Promise<{ changeSetId: string | null }>) => void;
}

/** An e-mail over the record it was added to. */
export function MessageReader({ id, onClose, onDelete }: MessageReaderProps) {
  const t = useActivityMessages();
  const format = useFormat();
  const can = useCan();
  const me = useSession().member?.id;
  const found = useQuery(messageQuery(id));
  const message = found.data;
  const mayDelete = message && (message.author_id === me || can("message.delete"));
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={message ? message.subject || t("email.noSubject") : t("tab.email")}
    >
      {found.error ? (
        <ErrorState error={found.error} title={t("email.failed")} onRetry={() => void found.refetch()} />
      ) : null}
      {found.isPending ? <Skeleton height={320} radius="sm" /> : null}
      {message ? (
        <div className={classes.reader}>
          <p className={classes.quiet}>
            {format.longDate(message.at)} {format.time(message.at)}
          </p>
          <People message={message} />
          <Body message={message} />
          {message.attachments.length > 0 ? (
            <ul className={classes.attachments} aria-label={t("email.attachments")}>
              {message.attachments.map((each) => (
                <li key={each.file?.id ?? `${each.name}:${each.size}`}>
                  {each.file ? (
                    <Button
                      size="xs"
                      variant="default"
                      leftSection={<IconDownload size={14} stroke={1.75} />}
                      onClick={() => each.file && void save(each.file.id, each.file.name)}
                    >
                      {each.name} ({format.bytes(each.size)})
                    </Button>
                  ) : (
                    <span className={classes.quiet}>
                      {each.name} ({t(each.kept ? "email.hidden" : "email.notKept")})
                    </span>
                  )}
                </li>
              ))}
            </ul>
          ) : null}
          {mayDelete ? (
            <Button
              variant="subtle"
              size="xs"
              className={classes.remove}
              leftSection={<IconTrash size={14} stroke={1.75} />}
              onClick={() => onDelete(() => deleteMessage(id))}
            >
              {t("email.delete")}
            </Button>
          ) : null}
        </div>
      ) : null}
    </Modal>
  );
}
