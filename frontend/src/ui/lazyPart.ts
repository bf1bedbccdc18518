import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { Problem } from "../lib/problem";
import { notifyProblem } from "./toasts";

const ATTEMPTS = 4;
const PAUSE = 2_000;

function reachableAgain(): Promise<void> {
  return new Promise((resolve) => {
    if (navigator.onLine) setTimeout(resolve, PAUSE);
    else window.addEventListener("online", () => resolve(), { once: true });
  });
}

/**
 * Loads until the network allows it: the part then appears where it was asked for. Only a server that
 * answers and still does not give it (a new version took its place) fails in the end.
 */
export async function loadPatiently<T>(load: () => Promise<T>, tell: () => void): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await load();
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
      if (attempt === 1) tell();
      await reachableAgain();
    }
  }
}

/** A part of the app fetched when it is first shown, that does not take the page down when the network is away. */
// biome-ignore lint/suspicious/noExplicitAny: what React's own `lazy` accepts.
export function lazyPart<P extends ComponentType<any>>(
  load: () => Promise<{ default: P }>,
): LazyExoticComponent<P> {
  return lazy(() =>
    loadPatiently(load, () =>
      notifyProblem(new Problem({ status: 0, code: navigator.onLine ? "unreachable" : "offline" })),
    ),
  );
}
