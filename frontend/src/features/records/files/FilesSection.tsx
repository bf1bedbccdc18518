import { ActionIcon, Button, Progress, Skeleton, TextInput, Tooltip, UnstyledButton } from "@mantine/core";
import {
  IconDownload,
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconPencil,
  IconPhoto,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useFormat } from "../../../lib/format";
import type { RecordSectionProps } from "../../../lib/manifest";
import { DropZone } from "../../../ui/DropZone";
import { ErrorState, problemText } from "../../../ui/ErrorState";
import { useUiMessages } from "../../../ui/messages";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { FilePreview } from "./FilePreview";
import classes from "./files.module.css";
import { useFileMessages } from "./messages";
import { type FileOut, fileLink, filesQuery, removeFile, renameFile } from "./queries";
import { nameParts, previewKind } from "./rules";
import { useRecordDrop } from "./useRecordDrop";
import { type Upload, useUploads } from "./useUploads";

const ICONS = { image: IconPhoto, pdf: IconFileTypePdf, text: IconFileText };

/** Starts a download through a link that works for a few minutes. */
export async function download(file: FileOut): Promise<void> {
  try {
    const anchor = document.createElement("a");
    anchor.href = await fileLink(file.id);
    anchor.download = file.name;
    anchor.click();
  } catch (error) {
    notifyProblem(error);
  }
}

function FileRow({
  file,
  canEdit,
  onPreview,
  onRename,
  onDelete,
}: {
  file: FileOut;
  canEdit: boolean;
  onPreview: () => void;
  onRename: () => void;
  onDelete: () => void;
}) {
  const t = useFileMessages();
  const format = useFormat();
  const kind = previewKind(file.media_type);
  const KindIcon = kind ? ICONS[kind] : IconFile;
  return (
    <li className={classes.row}>
      <UnstyledButton className={classes.open} onClick={kind ? onPreview : () => void download(file)}>
        <KindIcon size={16} stroke={1.75} />
        <span className={classes.text}>
          <span className={`${classes.name} truncate`} title={file.name}>
            <span className="visually-hidden">{t(kind ? "previewOf" : "downloadShort")} </span>
            {file.name}
          </span>
          <span className={classes.facts}>
            {format.bytes(file.size)}, {format.relative(file.created_at)}
          </span>
        </span>
      </UnstyledButton>
      <span className={classes.actions}>
        <Tooltip label={t("downloadShort")}>
          <ActionIcon aria-label={t("download", { name: file.name })} onClick={() => void download(file)}>
            <IconDownload size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
        {canEdit ? (
          <>
            <ActionIcon aria-label={t("rename", { name: file.name })} onClick={onRename}>
              <IconPencil size={16} stroke={1.75} />
            </ActionIcon>
            <ActionIcon aria-label={t("delete", { name: file.name })} onClick={onDelete}>
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          </>
        ) : null}
      </span>
    </li>
  );
}

/** The name of a file while it is changed: Enter keeps it, Escape leaves it. */
function FileName({ file, onDone }: { file: FileOut; onDone: (name: string) => void }) {
  const t = useFileMessages();
  const [stem, ending] = nameParts(file.name);
  const [name, setName] = useState(stem);
  return (
    <li className={classes.row}>
      <TextInput
        className={classes.rename}
        size="xs"
        autoFocus
        aria-label={t("newName", { name: file.name })}
        value={name}
        maxLength={200}
        rightSection={ending ? <span className={classes.facts}>{ending}</span> : null}
        rightSectionWidth={56}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={() => onDone(name.trim() ? `${name.trim()}${ending}` : file.name)}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") {
            event.stopPropagation();
            onDone(file.name);
          }
        }}
      />
    </li>
  );
}

interface UploadRowProps {
  upload: Upload;
  onStop: () => void;
  onRetry: () => void;
  onDismiss: () => void;
}

function UploadRow({ upload, onStop, onRetry, onDismiss }: UploadRowProps) {
  const t = useFileMessages();
  const ui = useUiMessages();
  const { name } = upload.file;
  const { problem } = upload;
  return (
    <li className={classes.upload}>
      <div className={classes.uploadHead}>
        <span className={`${classes.name} truncate`}>{t(problem ? "failed" : "sending", { name })}</span>
        {problem ? (
          <Button variant="subtle" size="xs" onClick={onRetry}>
            {t("retry")}
          </Button>
        ) : null}
        <ActionIcon
          aria-label={t(problem ? "dismiss" : "stop", { name })}
          onClick={problem ? onDismiss : onStop}
        >
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      </div>
      {problem ? (
        <p className={classes.problem} role="alert">
          {problem.fields.map((field) => field.message).join(" ") || problemText(problem, ui)}
        </p>
      ) : (
        <Progress value={upload.share * 100} size={6} aria-label={t("sending", { name })} />
      )}
    </li>
  );
}

/** Files of a record: add, look, download, delete with undo. */
export default function FilesSection({ object, id, canEdit }: RecordSectionProps) {
  const t = useFileMessages();
  const queries = useQueryClient();
  const { queryKey } = filesQuery(object, id);
  const files = useQuery(filesQuery(object, id));
  const uploads = useUploads(object, id);
  const [shown, setShown] = useState<FileOut | null>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  useRecordDrop(root, canEdit, uploads.add);
  const rename = async (file: FileOut, name: string) => {
    setRenaming(null);
    if (!name || name === file.name) return;
    try {
      const { data, changeSetId } = await renameFile(file, name);
      queries.setQueryData(queryKey, (list) => list?.map((each) => (each.id === file.id ? data : each)));
      notifyUndo(t("renamed", { name: data.name }), changeSetId);
    } catch (error) {
      notifyProblem(error);
    }
    await queries.invalidateQueries({ queryKey });
  };
  const remove = async (file: FileOut) => {
    queries.setQueryData(queryKey, (list) => list?.filter((each) => each.id !== file.id));
    try {
      const { changeSetId } = await removeFile(file.id);
      notifyUndo(t("deleted", { name: file.name }), changeSetId);
    } catch (error) {
      notifyProblem(error);
    }
    await queries.invalidateQueries({ queryKey });
  };
  return (
    <div ref={root}>
      <h2 className={classes.title}>
        {t("title")}
        {files.data?.length ? <span className={classes.count}>{files.data.length}</span> : null}
      </h2>
      {files.isError && !files.data ? (
        <ErrorState error={files.error} title={t("errorTitle")} onRetry={() => void files.refetch()} />
      ) : null}
      {files.isPending ? <Skeleton height={36} radius="sm" /> : null}
      <ul className={classes.list}>
        {uploads.uploads.map((upload) => (
          <UploadRow
            key={upload.key}
            upload={upload}
            onStop={() => uploads.stop(upload)}
            onRetry={() => uploads.retry(upload)}
            onDismiss={() => uploads.dismiss(upload)}
          />
        ))}
        {files.data?.map((file) =>
          file.id === renaming ? (
            <FileName key={file.id} file={file} onDone={(name) => void rename(file, name)} />
          ) : (
            <FileRow
              key={file.id}
              file={file}
              canEdit={canEdit}
              onPreview={() => setShown(file)}
              onRename={() => setRenaming(file.id)}
              onDelete={() => void remove(file)}
            />
          ),
        )}
      </ul>
      {files.data?.length === 0 && !canEdit ? <p className={classes.empty}>{t("empty")}</p> : null}
      {canEdit ? (
        <DropZone label={t("drop")} hint={t("limit")} multiple compact onFiles={uploads.add} />
      ) : null}
      {shown ? <FilePreview file={shown} onClose={() => setShown(null)} /> : null}
    </div>
  );
}
