/** The nonce that the page's security policy asks of every style made by script. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>("meta[name='csp-nonce']")?.content ?? "";
}
