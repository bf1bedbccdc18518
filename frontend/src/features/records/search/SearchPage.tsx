import { Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useUrlState } from "../../../lib/address";
import { translate } from "../../../lib/i18n";
import { recentRecords } from "../../../lib/recents";
import { recordKind } from "../../../lib/recordKinds";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { FilterBar, ToggleChip } from "../../../ui/table/FilterBar";
import { HitLine } from "./HitLine";
import { useSearchMessages } from "./messages";
import { type Hit, MOST_HITS, searchQuery } from "./queries";
import classes from "./search.module.css";

const TYPING_MS = 150;

function pluralOf(object: string): string {
  const kind = recordKind(object);
  return kind ? translate(kind.plural.ns, kind.plural.key) : object;
}

/** Arrows walk the results from the field and back. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input, [data-hit]")];
  const index = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[index + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Group({ heading, hits, query }: { heading: string; hits: Hit[]; query: string }) {
  return (
    <section className={classes.group}>
      <h2 className={classes.heading}>{heading}</h2>
      <ul>
        {hits.map((hit) => (
          <li key={hit.id}>
            <HitLine hit={hit} query={query} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Results({ query }: { query: string }) {
  const t = useSearchMessages();
  const [{ kind }, setUrl] = useUrlState<{ kind: string | undefined }>({ kind: undefined });
  const found = useQuery(searchQuery(query));
  if (found.isError && !found.data) {
    return <ErrorState error={found.error} title={t("errorTitle")} onRetry={() => void found.refetch()} />;
  }
  if (!found.data) {
    return (
      <div className={classes.group} aria-hidden="true">
        {[220, 280, 180, 250, 200].map((width) => (
          <div key={width} className={classes.skeleton}>
            <Skeleton circle height={24} />
            <Skeleton height={10} width={width} />
          </div>
        ))}
      </div>
    );
  }
  if (found.data.length === 0) {
    return <EmptyState icon={IconSearchOff} title={t("none", { text: query })} text={t("noneText")} />;
  }
  const groups = Map.groupBy(found.data, (hit) => hit.object);
  const shown = kind && groups.has(kind) ? [kind] : [...groups.keys()];
  return (
    <>
      <FilterBar>
        <ToggleChip
          label={t("all")}
          count={found.data.length}
          on={shown.length === groups.size}
          onChange={() => setUrl({ kind: undefined })}
        />
        {[...groups].map(([object, hits]) => (
          <ToggleChip
            key={object}
            label={pluralOf(object)}
            count={hits.length}
            icon={recordKind(object)?.icon}
            on={kind === object}
            onChange={(on) => setUrl({ kind: on ? object : undefined })}
          />
        ))}
      </FilterBar>
      <p className="visually-hidden" role="status">
        {t("results", { count: found.data.length })}
      </p>
      <div className={classes.results} data-stale={found.isPlaceholderData || undefined}>
        {shown.map((object) => (
          <Group key={object} heading={pluralOf(object)} hits={groups.get(object) ?? []} query={query} />
        ))}
        {found.data.length === MOST_HITS ? (
          <p className={classes.first}>{t("first", { count: MOST_HITS })}</p>
        ) : null}
      </div>
    </>
  );
}

function Start() {
  const t = useSearchMessages();
  const recents = recentRecords();
  if (recents.length === 0) return <EmptyState icon={IconSearch} title={t("start")} text={t("startText")} />;
  const hits = recents.map((record) => ({ ...record, matched: record.title }));
  return (
    <div className={classes.results}>
      <Group heading={t("recent")} hits={hits} query="" />
    </div>
  );
}

/** Every record that answers a text: `/search?q=`. */
export default function SearchPage() {
  const t = useSearchMessages();
  const [{ q }, setUrl] = useUrlState({ q: "" });
  const [typed, setTyped] = useState(String(q));
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => setTyped((now) => (now.trim() === String(q) ? now : String(q))), [q]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows the text, not the other way round.
  useEffect(() => {
    if (settled !== String(q)) setUrl({ q: settled });
  }, [settled]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows only move the focus between real controls.
    <div className={classes.page} onKeyDown={walk}>
      <h1 className="visually-hidden">{t("title")}</h1>
      <div className={classes.head}>
        <TextInput
          ref={field}
          size="md"
          className={classes.field}
          leftSection={<IconSearch size={18} stroke={1.75} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={t("placeholder")}
          aria-label={t("label")}
          type="search"
          autoComplete="off"
        />
      </div>
      {settled ? <Results query={settled} /> : <Start />}
    </div>
  );
}
