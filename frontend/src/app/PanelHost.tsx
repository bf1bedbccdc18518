import { Suspense, useEffect, useRef } from "react";
import { usePanel } from "../lib/address";
import type { PanelProps } from "../lib/manifest";
import { recordKinds } from "../lib/recordKinds";
import { lazyPart } from "../ui/lazyPart";
import { SidePanelSkeleton } from "../ui/SidePanel";
import { offers } from "./manifests";

const pages = new Map<string, React.LazyExoticComponent<React.ComponentType<PanelProps>>>(
  offers.panels.map((panel) => [panel.object, lazyPart(panel.page)]),
);

/** The record named in the address, shown beside the page by the feature that owns it. */
export function PanelHost() {
  const { panel, close } = usePanel();
  // Custom objects join the kinds of record once they are known.
  const own = recordKinds.use().find((kind) => kind.object === panel?.object);
  if (own && !pages.has(own.object)) pages.set(own.object, lazyPart(own.page));
  const Page = panel ? pages.get(panel.object) : undefined;
  const opener = useRef<Element | null>(null);
  const isOpen = Boolean(Page);
  useEffect(() => {
    if (!isOpen) return undefined;
    opener.current = document.activeElement;
    return () => {
      // The focus goes back to the row the panel was opened from.
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    };
  }, [isOpen]);
  if (!panel || !Page) return null;
  return (
    <Suspense fallback={<SidePanelSkeleton onClose={close} />}>
      <Page key={`${panel.object}:${panel.id}`} id={panel.id} onClose={close} />
    </Suspense>
  );
}
