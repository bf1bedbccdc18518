/** A text without accents or capitals, letter for letter, so that positions stay the same. */
export function fold(text: string): string {
  return [...text]
    .map((letter) => letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().slice(0, 1) || letter)
    .join("");
}

/** Words of a query, folded; the order in which they were typed does not matter. */
export function words(query: string): string[] {
  return fold(query).split(/\s+/).filter(Boolean);
}

/** Whether every word of the query starts a word of the text, or stands in it from three letters on. */
export function matches(text: string, query: string): boolean {
  const folded = ` ${fold(text).replace(/[-'’]/g, " ")}`;
  return words(query).every(
    (word) => folded.includes(` ${word}`) || (word.length > 2 && folded.includes(word)),
  );
}

/** Cuts a text into pieces that match the query and pieces that do not. */
export function matchedParts(text: string, query: string): { text: string; hit: boolean }[] {
  const letters = [...text];
  const folded = fold(text);
  const hits = new Array<boolean>(letters.length).fill(false);
  for (const word of words(query)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      hits.fill(true, at, at + word.length);
    }
  }
  const parts: { text: string; hit: boolean }[] = [];
  for (const [index, letter] of letters.entries()) {
    const last = parts.at(-1);
    const hit = hits[index] ?? false;
    if (last?.hit === hit) last.text += letter;
    else parts.push({ text: letter, hit });
  }
  return parts;
}
