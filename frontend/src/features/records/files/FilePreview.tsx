import { Button, Modal, Skeleton } from "@mantine/core";
import { IconDownload, IconFileOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { EmptyState } from "../../../ui/EmptyState";
import { download } from "./FilesSection";
import classes from "./files.module.css";
import { useFileMessages } from "./messages";
import { type FileOut, fileContent, fileText } from "./queries";
import { previewKind } from "./rules";

/** An address in memory for a content, given back when it is no longer shown. */
function useObjectUrl(content: Blob | undefined, mediaType: string): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!content) return undefined;
    // The type comes from what was checked at the upload, never from the content: nothing can run as a page.
    const made = URL.createObjectURL(new Blob([content], { type: mediaType }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [content, mediaType]);
  return url;
}

/** A picture, PDF or text shown over the record. */
export function FilePreview({ file, onClose }: { file: FileOut; onClose: () => void }) {
  const t = useFileMessages();
  const content = useQuery({
    queryKey: ["file", file.id, "content"],
    queryFn: () => fileContent(file.id),
    gcTime: 0,
    retry: false,
    enabled: previewKind(file.media_type) !== "text",
  });
  const kind = previewKind(file.media_type);
  const text = useQuery({
    queryKey: ["file", file.id, "text"],
    queryFn: () => fileText(file.id),
    retry: false,
    enabled: kind === "text",
  });
  const url = useObjectUrl(content.data, file.media_type);
  const saved = (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.75} />}
      onClick={() => void download(file)}
    >
      {t("downloadShort")}
    </Button>
  );
  return (
    <Modal opened onClose={onClose} title={file.name} size="xl">
      <div className={classes.preview}>
        {content.isError || text.isError ? (
          <EmptyState icon={IconFileOff} title={t("previewFailed")} text={t("noPreview")} actions={saved} />
        ) : text.data ? (
          <>
            <pre className={classes.plain}>{text.data.text}</pre>
            {text.data.truncated ? <p className={classes.empty}>{t("truncated")}</p> : null}
          </>
        ) : !url ? (
          <Skeleton height={360} radius="sm" />
        ) : kind === "image" ? (
          <img src={url} alt={file.name} />
        ) : (
          <iframe src={url} title={t("preview", { name: file.name })} />
        )}
      </div>
      {content.isError || text.isError ? null : saved}
    </Modal>
  );
}
