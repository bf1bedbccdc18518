/** Somebody who can be mentioned. */
export interface Mentionable {
  id: string;
  name: string;
}

const TOKEN = /@\[([0-9a-f-]{36})\]/gi;
const BEFORE_CARET = /(?:^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*){0,2})$/u;
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What a person types ("@Paul Merle") as it is kept: ids in place of names. The longest name wins. */
export function withIds(text: string, people: Mentionable[]): string {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  let kept = text;
  for (const { id, name } of byLength) {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    kept = kept.replace(new RegExp(`@${escaped}(?![\\p{L}\\p{N}])`, "gu"), `@[${id}]`);
  }
  return kept;
}

/** A kept text as a person edits it: names in place of ids. */
export function withNames(text: string, people: Mentionable[]): string {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return text.replace(TOKEN, (token, id: string) => (names.has(id) ? `@${names.get(id)}` : token));
}

/** A kept text in pieces: plain text, and the people between. */
export function pieces(text: string): { text?: string; id?: string }[] {
  const found: { text?: string; id?: string }[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ id: match[1] });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

/** What follows the @ before the caret, or null when nobody is being named. */
export function mentionQuery(text: string, caret: number): string | null {
  return BEFORE_CARET.exec(text.slice(0, caret))?.[1] ?? null;
}

/** The people whose name, or any word of it, begins with what was typed; eight at most. */
export function matching(people: Mentionable[], query: string): Mentionable[] {
  const wanted = plain(query.trim());
  return people
    .filter(
      ({ name }) =>
        plain(name).startsWith(wanted) ||
        plain(name)
          .split(/[\s-]/)
          .some((word) => word.startsWith(wanted)),
    )
    .slice(0, 8);
}

/** The text and the caret after somebody was chosen for what follows the @. */
export function completed(text: string, caret: number, name: string): { text: string; caret: number } {
  const query = mentionQuery(text, caret) ?? "";
  const start = caret - query.length;
  const head = `${text.slice(0, start)}${name} `;
  return { text: head + text.slice(caret).replace(/^ /, ""), caret: head.length };
}
