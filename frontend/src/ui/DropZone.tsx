import { UnstyledButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { type DragEvent, useId, useRef, useState } from "react";
import classes from "./DropZone.module.css";

export interface DropZoneProps {
  /** What to do ("Déposez votre fichier CSV ou choisissez-le"). */
  label: string;
  /** What is accepted ("CSV, 20 Mo au plus"). */
  hint?: string;
  /** As in `<input accept>`; a hint to the file chooser, the server decides. */
  accept?: string;
  multiple?: boolean;
  compact?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}

/** A place to drop files that is also a button opening the file chooser, so that keyboard and touch reach it. */
export function DropZone({ label, hint, accept, multiple, compact, disabled, onFiles }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const hintId = useId();
  const give = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) give(event.dataTransfer.files);
  };
  return (
    <>
      <UnstyledButton
        className={classes.zone}
        data-over={over || undefined}
        data-compact={compact || undefined}
        disabled={disabled}
        aria-describedby={hint ? hintId : undefined}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <span className={classes.tile}>
          <IconUpload size={compact ? 16 : 20} stroke={1.75} />
        </span>
        <span>
          <span className={classes.label}>{label}</span>
          {hint ? (
            <span id={hintId} className={classes.hint}>
              {hint}
            </span>
          ) : null}
        </span>
      </UnstyledButton>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          give(event.currentTarget.files);
          // The same file may be chosen again after it was corrected.
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
