const ADDRESS = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}$/;

/** Reads addresses pasted one per line, with commas, or as `Name <address>`. */
export function readAddresses(text: string): { valid: string[]; invalid: string[] } {
  const parts = text
    .split(/[\n,;]+/)
    .map((part) => (/<([^>]+)>/.exec(part)?.[1] ?? part).trim())
    .filter(Boolean);
  const unique = [...new Set(parts.map((part) => part.toLowerCase()))];
  return {
    valid: unique.filter((address) => ADDRESS.test(address)),
    // A half-typed last word is not a mistake yet.
    invalid: unique.filter(
      (address, index) => !ADDRESS.test(address) && (index < unique.length - 1 || /[\n,;]\s*$/.test(text)),
    ),
  };
}
