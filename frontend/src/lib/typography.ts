export const NARROW_SPACE = "\u202f";
export const HARD_SPACE = "\u00a0";

/**
 * French spacing for sentences written with ordinary spaces: a narrow no-break space before ; ! ? %, a no-break
 * space before : and €, and inside guillemets. Apostrophes become typographic.
 */
export function frenchTypography(text: string): string {
  return text
    .replace(/ ([;!?%])/g, `${NARROW_SPACE}$1`)
    .replace(/ ([:€»])/g, `${HARD_SPACE}$1`)
    .replace(/« /g, `«${HARD_SPACE}`)
    .replace(/(\p{L})'(\p{L})/gu, "$1’$2");
}

type Tree = { [key: string]: string | Tree };

/** Applies French typography to every sentence of a message tree. */
export function typesetFrench<T extends Tree>(messages: T): T {
  const typeset = (value: string | Tree): string | Tree =>
    typeof value === "string"
      ? frenchTypography(value)
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typeset(inner)]));
  return typeset(messages) as T;
}

/** A sentence the server wrote, typeset like our own: in French by its guillemets and spacing. */
export function sentence(text: string): string {
  return document.documentElement.lang === "en" ? text : frenchTypography(text);
}
