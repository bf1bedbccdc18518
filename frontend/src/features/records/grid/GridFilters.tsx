import { Button, CloseButton, Drawer, Popover, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedCallback, useMediaQuery } from "@mantine/hooks";
import { IconAdjustments, IconFilter, IconSearch, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import {
  appendTo,
  completeOnly,
  conjunctionOf,
  freshLeaf,
  isComplete,
  isGroup,
  joinBy,
  leavesOf,
  nodesOf,
  replaceAt,
} from "../../../lib/grid/filters";
import type { FilterGroup, FilterLeaf, FilterNode } from "../../../lib/grid/types";
import type { EditorSources } from "../../../ui/grid/CellEditor";
import { AddFilterButton, FilterBar, ToggleChip } from "../../../ui/table/FilterBar";
import { FieldPicker } from "./FieldPicker";
import { FilterBuilder } from "./FilterBuilder";
import classes from "./filters.module.css";
import { LeafEditor } from "./LeafEditor";
import { useGridMessages } from "./messages";
import { leafWords, nodeSentence, type SentenceContext } from "./sentences";

interface GridFiltersProps {
  filter: FilterGroup | null;
  context: SentenceContext;
  sources: EditorSources;
  quick: { label: string; leaf: FilterLeaf }[];
  onChange: (filter: FilterGroup | null) => void;
  /** The field a column head asks to filter on; opened at once. */
  asked: string | null;
  onAsked: () => void;
  q: string;
  onWords: (q: string) => void;
  end: ReactNode;
}

const MOST_QUICK = 3;

function SearchField({ q, onWords }: { q: string; onWords: (q: string) => void }) {
  const t = useGridMessages();
  const [text, setText] = useState(q);
  const write = useDebouncedCallback((value: string) => onWords(value.trim()), 200);
  const change = (value: string) => {
    setText(value);
    write(value);
  };
  // A search removed elsewhere empties the field too.
  useEffect(() => {
    if (q === "") setText("");
  }, [q]);
  return (
    <TextInput
      size="xs"
      w={{ base: "100%", sm: 200 }}
      miw={140}
      leftSection={<IconSearch size={14} stroke={1.75} />}
      rightSection={
        text ? <CloseButton size="sm" aria-label={t("clearSearch")} onClick={() => change("")} /> : null
      }
      value={text}
      aria-label={t("search")}
      placeholder={t("search")}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

interface ChipProps extends Pick<GridFiltersProps, "filter" | "context" | "sources" | "onChange"> {
  node: FilterNode;
  index: number;
  opened: boolean;
  onOpened: (opened: boolean) => void;
}

/** One condition or group as a sentence; a click changes it, the cross takes it away. */
function Chip({ node, index, filter, context, sources, onChange, opened, onOpened }: ChipProps) {
  const t = useGridMessages();
  const sentence = nodeSentence(node, context);
  const remove = () => onChange(replaceAt(filter, [index], null));
  const words = isGroup(node) ? null : leafWords(node, context);
  return (
    <Popover
      opened={opened}
      onChange={(next) => {
        onOpened(next);
        // A condition left without a value says nothing.
        if (!next && !isGroup(node) && !isComplete(node)) remove();
      }}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <span className={classes.chip}>
          <UnstyledButton
            className={classes.chipText}
            onClick={() => onOpened(!opened)}
            aria-haspopup="dialog"
            aria-expanded={opened}
            aria-label={t("filter.edit", { name: sentence })}
            title={sentence}
          >
            {words ? (
              <>
                {words.field} <span className={classes.chipOperator}>{words.operator}</span> {words.value}
              </>
            ) : (
              sentence
            )}
          </UnstyledButton>
          <UnstyledButton
            className={classes.chipRemove}
            onClick={remove}
            aria-label={t("filter.remove", { name: sentence })}
          >
            <IconX size={14} stroke={1.75} />
          </UnstyledButton>
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        {isGroup(node) ? (
          <div className={classes.builder}>
            <FilterBuilder
              filter={node}
              context={context}
              sources={sources}
              onChange={(next) => onChange(replaceAt(filter, [index], next))}
            />
          </div>
        ) : (
          <div className={classes.popover}>
            <p className={classes.popoverTitle}>{words?.field}</p>
            <LeafEditor
              leaf={node}
              context={context}
              sources={sources}
              autoFocus
              onChange={(next) => onChange(replaceAt(filter, [index], next))}
            />
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function PhoneFilters(props: GridFiltersProps) {
  const { filter, context, sources, onChange } = props;
  const t = useGridMessages();
  const [opened, setOpened] = useState(false);
  const count = leavesOf(filter).length;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFilter size={16} stroke={1.75} />}
        onClick={() => setOpened(true)}
      >
        {count > 0 ? t("filter.openCount", { count }) : t("filter.open")}
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="bottom"
        size="85%"
        title={t("filter.builder")}
      >
        <QuickChips {...props} all />
        <FilterBuilder filter={filter} context={context} sources={sources} onChange={onChange} />
        <div className={classes.builderFoot}>
          <Button variant="subtle" disabled={count === 0} onClick={() => onChange(null)}>
            {t("filter.clear")}
          </Button>
          <Button onClick={() => setOpened(false)}>{t("filter.done")}</Button>
        </div>
      </Drawer>
    </>
  );
}

const sameLeaf = (a: FilterNode, b: FilterLeaf) => JSON.stringify(a) === JSON.stringify(b);

/** Ready filters that are not on yet. */
function QuickChips({ quick, filter, onChange, all }: GridFiltersProps & { all?: boolean }) {
  const nodes = nodesOf(filter);
  const offered = quick.filter(({ leaf }) => !nodes.some((node) => sameLeaf(node, leaf)));
  // Beside conditions that are on, ready ones are one click further, under « Filtre ».
  if (!all && nodes.length > 0) return null;
  return offered
    .slice(0, all ? undefined : MOST_QUICK)
    .map(({ label, leaf }) => (
      <ToggleChip
        key={label}
        label={label}
        on={false}
        onChange={() => onChange(appendTo(filter, [], leaf))}
      />
    ));
}

/** The filters of a list as sentences, the way to add one, and the search in it. */
export function GridFilters(props: GridFiltersProps) {
  const { filter, context, sources, quick, onChange, asked, onAsked } = props;
  const t = useGridMessages();
  const phone = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  const [picking, setPicking] = useState(false);
  const [building, setBuilding] = useState(false);
  const [openChip, setOpenChip] = useState<number | null>(null);
  const nodes = nodesOf(filter);
  const conjunction = filter ? conjunctionOf(filter) : "and";

  const add = (leaf: FilterLeaf) => {
    setPicking(false);
    setOpenChip(nodes.length);
    onChange(appendTo(filter, [], leaf));
  };
  useEffect(() => {
    if (!asked) return;
    const described = context.objects.find((each) => each.name === context.object);
    const field = described?.fields.find((each) => each.name === asked);
    onAsked();
    if (!field) return;
    setOpenChip(nodesOf(filter).length);
    onChange(appendTo(filter, [], freshLeaf(asked, field)));
  }, [asked, onAsked, context, filter, onChange]);

  // Conditions left without a value say nothing: they go when the builder closes.
  const closeBuilder = () => {
    setBuilding(false);
    const kept = completeOnly(filter);
    if (JSON.stringify(kept) !== JSON.stringify(filter)) onChange(kept);
  };
  const search = <SearchField q={props.q} onWords={props.onWords} />;
  if (phone)
    return (
      <FilterBar end={search}>
        <PhoneFilters {...props} />
        {props.end}
      </FilterBar>
    );
  return (
    <FilterBar
      end={
        <>
          {props.end}
          {search}
        </>
      }
    >
      {nodes.map((node, index) =>
        isGroup(node) && leavesOf(node).length === 0 ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions are known by their place.
          <span key={index} style={{ display: "contents" }}>
            {index > 0 ? (
              <UnstyledButton
                className={classes.joiner}
                onClick={() => onChange(joinBy(filter, [], conjunction === "and" ? "or" : "and"))}
                title={t(conjunction === "and" ? "filter.all" : "filter.any")}
              >
                {t(`filter.${conjunction}`)}
              </UnstyledButton>
            ) : null}
            <Chip
              node={node}
              index={index}
              filter={filter}
              context={context}
              sources={sources}
              onChange={onChange}
              opened={openChip === index}
              onOpened={(opened) => setOpenChip(opened ? index : null)}
            />
          </span>
        ),
      )}
      <Popover
        opened={picking}
        onChange={setPicking}
        position="bottom-start"
        shadow="md"
        trapFocus
        returnFocus
        withRoles={false}
      >
        <Popover.Target>
          <span>
            <AddFilterButton onClick={() => setPicking((was) => !was)} aria-expanded={picking} />
          </span>
        </Popover.Target>
        <Popover.Dropdown>
          <FieldPicker
            objects={context.objects}
            object={context.object}
            quick={quick}
            onQuick={(leaf) => {
              setPicking(false);
              onChange(appendTo(filter, [], leaf));
            }}
            onPick={(name, field) => add(freshLeaf(name, field))}
          />
        </Popover.Dropdown>
      </Popover>
      <Popover
        opened={building}
        onChange={(opened) => (opened ? setBuilding(true) : closeBuilder())}
        position="bottom-start"
        shadow="md"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconAdjustments size={14} stroke={1.75} />}
            onClick={() => setBuilding((was) => !was)}
            aria-expanded={building}
          >
            {t("filter.builder")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={classes.builder}>
            <FilterBuilder filter={filter} context={context} sources={sources} onChange={onChange} />
            <div className={classes.builderFoot}>
              <Button variant="subtle" disabled={nodes.length === 0} onClick={() => onChange(null)}>
                {t("filter.clear")}
              </Button>
              <Button variant="default" onClick={closeBuilder}>
                {t("filter.done")}
              </Button>
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
      <QuickChips {...props} />
    </FilterBar>
  );
}
