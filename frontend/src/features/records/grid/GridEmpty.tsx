import { Button } from "@mantine/core";
import { IconFilter, IconList } from "@tabler/icons-react";
import { useGo } from "../../../lib/address";
import { translate } from "../../../lib/i18n";
import type { RecordGridOffer } from "../../../lib/manifest";
import { useCan } from "../../../lib/session";
import { openCreate } from "../../../lib/stores";
import { EmptyState } from "../../../ui/EmptyState";
import { useGridMessages } from "./messages";

interface GridEmptyProps {
  object: string;
  offer: RecordGridOffer | undefined;
  filtered: boolean;
  onClear: () => void;
  importable: boolean;
}

/** A list without rows: because of its filters, or because nothing is there yet. */
export function GridEmpty({ object, offer, filtered, onClear, importable }: GridEmptyProps) {
  const t = useGridMessages();
  const can = useCan();
  const go = useGo();
  if (filtered)
    return (
      <EmptyState
        icon={IconFilter}
        title={t("emptyFilter")}
        text={t("emptyFilterText")}
        actions={
          <Button variant="default" onClick={onClear}>
            {t("clearFilters")}
          </Button>
        }
      />
    );
  return (
    <EmptyState
      icon={offer?.icon ?? IconList}
      title={offer?.empty ? translate(offer.empty.title.ns, offer.empty.title.key) : t("empty")}
      text={offer?.empty ? translate(offer.empty.text.ns, offer.empty.text.key) : t("emptyText")}
      actions={
        <>
          {importable && can("import.run") ? (
            <Button onClick={() => go("/imports/new", { object })}>{t("importFile")}</Button>
          ) : null}
          {offer?.create && can(`${object}.create`) ? (
            <Button variant="default" onClick={() => openCreate(object)}>
              {t("create")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
