import { ActionIcon, Drawer, Skeleton, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowsDiagonal, IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { useGo, usePanel } from "../lib/address";
import { useFormat } from "../lib/format";
import { rememberRecord } from "../lib/recents";
import { type Shortcut, useShortcuts } from "../lib/shortcuts";
import { recordSequence } from "../lib/stores";
import { useUiMessages } from "./messages";
import classes from "./SidePanel.module.css";

export interface SidePanelProps {
  /** Name of the record, for screen readers. */
  label: string;
  onClose: () => void;
  /** Full page of the record, after `/w/<slug>`. */
  fullPage?: string;
  /** Icon buttons before "open full page". */
  actions?: ReactNode;
  children: ReactNode;
}

/** Place of the record in the list beside it, with the way to the neighbours. */
function useNeighbours() {
  const { panel, open } = usePanel();
  const sequence = recordSequence.use();
  if (!panel || sequence?.object !== panel.object) return null;
  const index = sequence.ids.indexOf(panel.id);
  if (index < 0) return null;
  const to = (id: string | undefined) => (id ? () => open(panel.object, id) : undefined);
  return {
    index: index + 1,
    total: sequence.total ?? sequence.ids.length,
    previous: to(sequence.ids[index - 1]),
    next: to(sequence.ids[index + 1]),
  };
}

function PanelHead({ onClose, fullPage, actions }: Pick<SidePanelProps, "onClose" | "fullPage" | "actions">) {
  const t = useUiMessages();
  const format = useFormat();
  const go = useGo();
  const place = useNeighbours();
  return (
    <div className={classes.head}>
      {place ? (
        <>
          <span className={`${classes.place} tabular`}>
            {t("table.position", { index: format.number(place.index), total: format.number(place.total) })}
          </span>
          <ActionIcon disabled={!place.previous} onClick={place.previous} aria-label={t("action.previous")}>
            <IconChevronUp size={16} stroke={1.75} />
          </ActionIcon>
          <ActionIcon disabled={!place.next} onClick={place.next} aria-label={t("action.next")}>
            <IconChevronDown size={16} stroke={1.75} />
          </ActionIcon>
        </>
      ) : null}
      <span className={classes.spacer} />
      {actions}
      {fullPage ? (
        <Tooltip label={t("action.openPage")}>
          <ActionIcon onClick={() => go(fullPage)} aria-label={t("action.openPage")}>
            <IconArrowsDiagonal size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      ) : null}
      <Tooltip label={t("action.close")}>
        <ActionIcon onClick={onClose} aria-label={t("action.close")}>
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** A panel with a full page shows a loaded record: it joins the recent ones. */
function useRememberPanel(title: string, fullPage: string | undefined): void {
  const { panel } = usePanel();
  const object = panel?.object;
  const id = panel?.id;
  useEffect(() => {
    if (object && id && fullPage) rememberRecord({ object, id, title, subtitle: "" });
  }, [object, id, title, fullPage]);
}

/** The record beside its list: 392 wide, or a full-screen drawer on phones. Esc closes it. */
export function SidePanel({ label, onClose, fullPage, actions, children }: SidePanelProps) {
  const t = useUiMessages();
  const narrow = useMediaQuery("(max-width: 1023px)", false, { getInitialValueInEffect: false });
  const place = useNeighbours();
  const walk = useRef(place);
  walk.current = place;
  const walkable = place !== null;
  const shortcuts = useMemo<Shortcut[]>(() => {
    const close: Shortcut = { keys: "Escape", label: t("action.close"), group: label, run: onClose };
    if (!walkable) return [close];
    // Whatever list or board lies beside: the same keys walk it, and it follows.
    return [
      close,
      { keys: "j", label: t("action.next"), group: label, run: () => walk.current?.next?.() },
      { keys: "k", label: t("action.previous"), group: label, run: () => walk.current?.previous?.() },
    ];
  }, [t, label, onClose, walkable]);
  useShortcuts(shortcuts);
  useRememberPanel(label, fullPage);
  const content = (
    <>
      <PanelHead onClose={onClose} fullPage={fullPage} actions={actions} />
      <div className={classes.body} tabIndex={-1} data-autofocus>
        {children}
      </div>
    </>
  );
  if (narrow) {
    return (
      <Drawer.Root
        opened
        onClose={onClose}
        position="right"
        size="min(100%, 440px)"
        classNames={{ content: classes.drawer }}
      >
        <Drawer.Overlay backgroundOpacity={0.32} />
        <Drawer.Content aria-label={label} radius={0}>
          {content}
        </Drawer.Content>
      </Drawer.Root>
    );
  }
  return (
    <aside className={classes.panel} aria-label={label}>
      {content}
    </aside>
  );
}

/** The shape of a panel while its code or record loads. */
export function SidePanelSkeleton({ onClose }: { onClose: () => void }) {
  const t = useUiMessages();
  return (
    <SidePanel label={t("table.loading")} onClose={onClose}>
      <div className={classes.skeletonHead}>
        <Skeleton circle height={48} />
        <div className={classes.skeletonLines}>
          <Skeleton height={14} width={160} />
          <Skeleton height={10} width={220} />
        </div>
      </div>
      {[0, 1, 2, 3, 4, 5].map((line) => (
        <div key={line} className={classes.skeletonFact}>
          <Skeleton height={10} width={72} />
          <Skeleton height={10} width={120 + (line % 3) * 40} />
        </div>
      ))}
    </SidePanel>
  );
}
