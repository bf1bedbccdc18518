import { Accessibility, Cursor, PreventSelection, StyleInjector } from "@dnd-kit/dom";
import type { DragDropProvider } from "@dnd-kit/react";
import type { ComponentProps } from "react";
import { styleNonce } from "../../lib/styleNonce";

/**
 * The screens say themselves, in the person's language, what `Accessibility` would say in English. The two others
 * restyle every element of the page when a drag starts, which takes longer than a frame on a full board.
 */
const UNUSED: readonly unknown[] = [Accessibility, Cursor, PreventSelection];

/** Plugins of everything that is dragged; their styles carry the nonce of the page's security policy. */
export const dragPlugins: ComponentProps<typeof DragDropProvider>["plugins"] = (ready) => [
  ...ready.filter((plugin) => !UNUSED.includes(plugin)),
  StyleInjector.configure({ nonce: styleNonce() }),
];
