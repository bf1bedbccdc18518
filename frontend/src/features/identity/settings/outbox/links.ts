const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;

export interface TextPart {
  text: string;
  link: boolean;
}

/** Cuts a plain text into addresses and what stands between them. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    if (found.index > at) parts.push({ text: text.slice(at, found.index), link: false });
    parts.push({ text: found[0], link: true });
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), link: false });
  return parts;
}
