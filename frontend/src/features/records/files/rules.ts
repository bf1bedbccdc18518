export type PreviewKind = "image" | "pdf";

const IMAGES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

/** How a file can be shown inside the page; null for what could carry scripts or has no picture. */
export function previewKind(mediaType: string): PreviewKind | null {
  const type = mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (IMAGES.has(type)) return "image";
  return type === "application/pdf" ? "pdf" : null;
}
