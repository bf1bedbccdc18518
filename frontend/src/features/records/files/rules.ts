export type PreviewKind = "image" | "pdf" | "text";

const IMAGES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

// Shown as plain text; a web page is none of these.
const TEXTS = new Set(["text/plain", "text/csv", "text/calendar", "text/vcard", "message/rfc822"]);

/** How a file can be shown inside the page; null for what could carry scripts or has no picture. */
export function previewKind(mediaType: string): PreviewKind | null {
  const type = mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (IMAGES.has(type)) return "image";
  if (type === "application/pdf") return "pdf";
  return TEXTS.has(type) ? "text" : null;
}

/** A file name without its ending, which stays when it is renamed, and that ending. */
export function nameParts(name: string): [string, string] {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
}
