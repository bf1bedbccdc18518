import { type RefObject, useEffect, useRef } from "react";

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/**
 * Files dropped anywhere on the page or panel of a record, not only on the field for them. A place that takes drops
 * itself (an e-mail, an import) keeps them.
 */
export function useRecordDrop(
  inside: RefObject<HTMLElement | null>,
  enabled: boolean,
  onFiles: (files: File[]) => void,
): void {
  const give = useRef(onFiles);
  give.current = onFiles;
  useEffect(() => {
    const record = inside.current?.closest<HTMLElement>("article, aside, [role='dialog']");
    if (!enabled || !record) return undefined;
    let depth = 0;
    const mark = (by: number) => {
      depth = Math.max(0, depth + by);
      record.toggleAttribute("data-dropping", depth > 0);
    };
    const onEnter = (event: DragEvent) => holdsFiles(event) && mark(1);
    const onLeave = (event: DragEvent) => holdsFiles(event) && mark(-1);
    const onOver = (event: DragEvent) => holdsFiles(event) && event.preventDefault();
    const onDrop = (event: DragEvent) => {
      mark(-depth);
      if (event.defaultPrevented || !holdsFiles(event)) return;
      event.preventDefault();
      give.current([...(event.dataTransfer?.files ?? [])]);
    };
    record.addEventListener("dragenter", onEnter);
    record.addEventListener("dragleave", onLeave);
    record.addEventListener("dragover", onOver);
    record.addEventListener("drop", onDrop);
    return () => {
      mark(-depth);
      record.removeEventListener("dragenter", onEnter);
      record.removeEventListener("dragleave", onLeave);
      record.removeEventListener("dragover", onOver);
      record.removeEventListener("drop", onDrop);
    };
  }, [inside, enabled]);
}
