import { Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useGo, usePanel } from "../../lib/address";
import type { PaletteContext, PaletteRecord } from "../../lib/manifest";
import { recentRecords, rememberRecord } from "../../lib/recents";
import { useSession } from "../../lib/session";
import { openCreate } from "../../lib/stores";
import { Keys } from "../../ui/Keys";
import { offers } from "../manifests";
import { useAppMessages } from "../messages";
import {
  actionItems,
  actionsOn,
  allResults,
  type PaletteGroup,
  type PaletteItem,
  readQuery,
  recordGroups,
  recordItem,
} from "./items";
import classes from "./Palette.module.css";
import { PaletteFooter } from "./PaletteFooter";
import { PaletteLine } from "./PaletteLine";
import { usePaletteSearch } from "./usePaletteSearch";

const SHOWN_RECENTS = 6;

function usePaletteContext(): PaletteContext {
  const queries = useQueryClient();
  const session = useSession();
  const go = useGo();
  return useMemo(() => ({ queries, session, go, openCreate }), [queries, session, go]);
}

function useGroups(typed: string, highlighted: PaletteRecord | null) {
  const t = useAppMessages();
  const context = usePaletteContext();
  const { open: openPanel } = usePanel();
  const { scope, text } = readQuery(typed);
  const found = usePaletteSearch(text, scope);
  const open = (record: PaletteRecord, inPanel: boolean) => {
    rememberRecord(record);
    const panel = offers.panels.find((candidate) => candidate.object === record.object);
    if (inPanel || !panel) openPanel(record.object, record.id);
    else context.go(panel.path(record.id));
  };
  const groups: PaletteGroup[] = recordGroups(found.records, open, t("palette.best"));
  if (!text && scope === "all") {
    const items = recentRecords()
      .slice(0, SHOWN_RECENTS)
      .map((record) => recordItem(record, open));
    if (items.length > 0) groups.push({ id: "recent", heading: t("palette.recent"), items });
  }
  if (text && scope === "all") groups.push(allResults(context, t("palette.allResults", { text }), text));
  const about = highlighted ?? found.records[0] ?? null;
  const onRecord = about && found.records.length > 0 ? actionsOn(context, about) : [];
  if (about && onRecord.length > 0) {
    groups.push({ id: "on", heading: t("palette.actionsOn", { name: about.title }), items: onRecord });
  }
  if (scope === "all" || scope === "actions") {
    const { actions, pages } = actionItems(context, text);
    if (actions.length > 0) groups.push({ id: "actions", heading: t("palette.actions"), items: actions });
    if (pages.length > 0) groups.push({ id: "pages", heading: t("palette.pages"), items: pages });
  }
  const searching = text !== "" && scope !== "actions" && found.text !== text;
  return { groups, text, searching, failed: found.failed };
}

/** Ctrl+K: best result, records, actions. Arrows walk, Enter opens, Ctrl+Enter opens in the panel. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useAppMessages();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const [highlighted, setHighlighted] = useState<PaletteRecord | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const { groups, text, searching, failed } = useGroups(typed, highlighted);
  const items = groups.flatMap((group) => group.items);
  const current = items[Math.min(active, items.length - 1)];

  useEffect(() => {
    if (current)
      list.current
        ?.querySelector(`[id="${CSS.escape(`palette-${current.id}`)}"]`)
        ?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const select = (index: number) => {
    const next = (index + items.length) % Math.max(1, items.length);
    setActive(next);
    const record = items[next]?.record;
    if (record) setHighlighted(record);
  };
  const run = (item: PaletteItem | undefined, inPanel: boolean) => {
    if (!item) return;
    onClose();
    item.run(inPanel);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => select(active + 1),
      ArrowUp: () => select(active - 1),
      Enter: () => run(current, event.ctrlKey || event.metaKey),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  const type = (value: string) => {
    setTyped(value);
    setActive(0);
    setHighlighted(null);
  };

  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={640}
      yOffset="11vh"
      padding={0}
      classNames={{ content: classes.content }}
      radius="lg"
    >
      <Modal.Overlay backgroundOpacity={0.32} />
      <Modal.Content aria-label={t("palette.title")}>
        <div className={classes.search}>
          <IconSearch size={18} stroke={1.75} />
          <input
            className={classes.input}
            value={typed}
            onChange={(event) => type(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            placeholder={t("palette.placeholder")}
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={current ? `palette-${current.id}` : undefined}
            aria-label={t("palette.placeholder")}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
          <Keys keys="Escape" />
        </div>
        <div
          className={classes.list}
          id="palette-list"
          role="listbox"
          aria-label={t("palette.title")}
          ref={list}
          aria-busy={searching}
        >
          {groups.map((group) => (
            <div key={group.id} role="group" aria-label={group.heading}>
              <div className={classes.heading} aria-hidden="true">
                {group.heading}
              </div>
              {group.items.map((item) => (
                <PaletteLine
                  key={item.id}
                  item={item}
                  query={text}
                  active={item === current}
                  onPoint={() => select(items.indexOf(item))}
                  onRun={(inPanel) => run(item, inPanel)}
                />
              ))}
            </div>
          ))}
          {items.length === 0 && !searching ? (
            <div className={classes.none}>
              <p className={classes.noneTitle}>{t("palette.none", { text })}</p>
              <p>{failed ? t("palette.failed") : t("palette.noneHint")}</p>
            </div>
          ) : null}
        </div>
        <PaletteFooter failed={failed} />
        <span className="visually-hidden" role="status">
          {searching ? t("palette.loading") : t("palette.results", { count: items.length })}
        </span>
      </Modal.Content>
    </Modal.Root>
  );
}
