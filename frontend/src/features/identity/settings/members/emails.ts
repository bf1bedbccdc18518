const ADDRESS = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}$/;

/** Reads addresses from a pasted list: commas, semicolons, lines, spaces, and "Name <address>". */
export function readEmails(text: string): { valid: string[]; wrong: string[] } {
  const pieces = text
    .replace(/[^,;\n<]*<([^<>]*)>/g, " $1 ")
    .split(/[\s,;]+/)
    .map((piece) => piece.trim().toLowerCase())
    .filter(Boolean);
  const once = [...new Set(pieces)];
  return {
    valid: once.filter((piece) => ADDRESS.test(piece)),
    wrong: once.filter((piece) => !ADDRESS.test(piece)),
  };
}
