import { Button } from "@mantine/core";
import { IconPlus, IconUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useGo } from "../../../lib/address";
import type { GridObject } from "../../../lib/grid/types";
import { recordGrid } from "../../../lib/grids";
import { translate } from "../../../lib/i18n";
import { useCan } from "../../../lib/session";
import { openCreate, pageCreate } from "../../../lib/stores";
import { Keys } from "../../../ui/Keys";
import { PageHeader } from "../../../ui/PageHeader";
import classes from "./filters.module.css";
import styles from "./grid.module.css";
import { useGridMessages } from "./messages";
import type { useGridState } from "./useGridState";
import { saveView, viewBody } from "./ViewBar";
import { ViewDialog } from "./ViewDialog";

/** The title of a list and what can be made here. */
export function Head({ described, tools }: { described: GridObject; tools: ReactNode }) {
  const t = useGridMessages();
  const can = useCan();
  const go = useGo();
  const offer = recordGrid(described.name);
  const canCreate = can(`${described.name}.create`) && offer?.create !== undefined;
  const label = offer?.create ? translate(offer.create.ns, offer.create.key) : t("create");
  useEffect(() => {
    if (!canCreate) return undefined;
    pageCreate.set(described.name);
    return () => pageCreate.set(null);
  }, [canCreate, described.name]);
  return (
    <PageHeader
      title={offer ? translate(offer.title.ns, offer.title.key) : described.plural}
      actions={
        <>
          {tools}
          {can("import.run") && described.importable ? (
            <Button
              variant="default"
              className={styles.onDesk}
              leftSection={<IconUpload size={16} stroke={1.75} />}
              onClick={() => go("/imports/new", { object: described.name })}
            >
              {t("import")}
            </Button>
          ) : null}
          {canCreate ? (
            <Button
              className={styles.onDesk}
              leftSection={<IconPlus size={16} stroke={1.75} />}
              rightSection={<Keys keys="c" onAccent />}
              onClick={() => openCreate(described.name)}
              aria-label={label}
            >
              {t("create")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}

interface ChangedViewProps {
  grid: ReturnType<typeof useGridState>;
  object: string;
}

/** A changed view offers to keep the change, to forget it, or to make another view of it. */
export function ChangedView({ grid, object }: ChangedViewProps) {
  const t = useGridMessages();
  const queries = useQueryClient();
  const [naming, setNaming] = useState(false);
  const { tab, state, changed } = grid;
  if (!changed) return null;
  return (
    <>
      <span className={`${classes.changed} ${styles.onDesk}`}>{t("view.changed")}</span>
      {tab.saved?.editable ? (
        <Button
          variant="subtle"
          size="xs"
          data-accent
          c="var(--sl-accent)"
          onClick={() => void saveView(queries, tab, state).then((kept) => kept && grid.reset())}
        >
          {t("view.save")}
        </Button>
      ) : null}
      <Button variant="subtle" size="xs" onClick={() => setNaming(true)}>
        {t("view.saveAs")}
      </Button>
      <Button variant="subtle" size="xs" onClick={grid.reset}>
        {t("view.reset")}
      </Button>
      {naming ? (
        <ViewDialog
          object={object}
          view={null}
          body={viewBody(state, tab.base)}
          onClose={() => setNaming(false)}
          onSaved={(view) => {
            setNaming(false);
            grid.openTab(view.id);
          }}
        />
      ) : null}
    </>
  );
}
