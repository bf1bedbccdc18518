import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePanel } from "../../../lib/address";
import type { LookAlikesProps, LookAlikesQuestion } from "../../../lib/lookAlikes";
import classes from "./duplicates.module.css";
import { useDuplicateMessages } from "./messages";
import { similarQuery } from "./queries";

const LEAST = 3;
const WAIT_MS = 250;

/** Something to ask about: a few letters of a name, or a whole address or number. */
function worthAsking({ name, email, phone, siren, website }: LookAlikesQuestion): boolean {
  return (
    (name ?? "").trim().length >= LEAST ||
    /.@.+\../.test(email ?? "") ||
    (phone ?? "").replace(/\D/g, "").length >= 9 ||
    (siren ?? "").replace(/\D/g, "").length >= 9 ||
    (website ?? "").includes(".")
  );
}

/** Similar records while one is typed, with the reasons; nothing is prevented. */
export default function SimilarWarning({ question, onOpen }: LookAlikesProps) {
  const t = useDuplicateMessages();
  const { open } = usePanel();
  const [waved, setWaved] = useState("");
  const [asked] = useDebouncedValue(question, WAIT_MS);
  const asks = worthAsking(asked);
  const { data } = useQuery({ ...similarQuery(asked), enabled: asks });
  const found = asks ? data : undefined;
  const items = found?.items.slice(0, 3) ?? [];
  const shown = items.map((item) => item.id).join();
  const visible = found && (items.length > 0 || found.hidden) && (waved === "" || waved !== shown);
  return (
    <div role="status" aria-live="polite">
      {visible ? (
        <div className={classes.warning}>
          {items.length > 0 ? (
            <p className={classes.warningTitle}>
              <IconCopy size={16} stroke={1.75} aria-hidden="true" />
              {t("similar")}
            </p>
          ) : null}
          <ul className={classes.warningList}>
            {items.map((item) => (
              <li key={item.id}>
                <span className={classes.warningText}>
                  <span className="truncate">{item.title}</span>
                  <span className={classes.quiet}>
                    {item.reasons.map((reason) => reason.text).join(", ")}
                  </span>
                </span>
                <Button
                  variant="subtle"
                  size="xs"
                  aria-label={t("similarOpenOf", { name: item.title })}
                  onClick={() => {
                    onOpen();
                    open(item.object, item.id);
                  }}
                >
                  {t("similarOpen")}
                </Button>
              </li>
            ))}
          </ul>
          {found.hidden ? (
            <p className={classes.quiet}>
              {found.hidden_owner ? t("hiddenOwner", { name: found.hidden_owner }) : t("hidden")}
            </p>
          ) : null}
          {items.length > 0 ? (
            <Button variant="subtle" size="compact-xs" onClick={() => setWaved(shown)}>
              {t("createAnyway")}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
