export type SirenProblem = { code: "length"; typed: number } | { code: "checksum" } | null;

/** Keeps the digits of a typed SIREN. */
export function sirenDigits(value: string): string {
  return value.replace(/\D/g, "");
}

/** Checks length and key (Luhn) of a SIREN, the nine-digit number of a French company; null when right. */
export function checkSiren(value: string): SirenProblem {
  const digits = sirenDigits(value);
  if (digits.length !== 9) return { code: "length", typed: digits.length };
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 ? null : { code: "checksum" };
}

/** "912345678" is read "912 345 678". */
export function formatSiren(value: string): string {
  return sirenDigits(value)
    .slice(0, 9)
    .replace(/(\d{3})(?=\d)/g, "$1\u202f");
}
