import { styleNonce } from "../lib/styleNonce";

export { styleNonce };

declare global {
  var __webpack_nonce__: string | undefined;
}

/** Dialogs lock the page's scroll with a style of their own, whose library reads the nonce from this global. */
export function shareStyleNonce(): void {
  globalThis.__webpack_nonce__ = styleNonce();
}
