import { Button, Skeleton, UnstyledButton } from "@mantine/core";
import { IconForms, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useUrlState } from "../../../lib/address";
import { objectIcon } from "../../../lib/objectIcons";
import { type ObjectInfo, useObjects } from "../../../lib/objects";
import { recordKind } from "../../../lib/recordKinds";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { notifyDone, notifyProblem, notifyUndo } from "../../../ui/toasts";
import { OwnObjectDialog } from "../own/OwnObjectDialog";
import { FieldDrawer } from "./FieldDrawer";
import { FieldList } from "./FieldList";
import classes from "./fields.module.css";
import { useFieldMessages } from "./messages";
import { type Definition, definitionsQuery, orderFields, refreshFields, restoreField } from "./queries";

function ObjectMenu({
  objects,
  chosen,
  onChoose,
}: {
  objects: ObjectInfo[];
  chosen: string;
  onChoose: (name: string) => void;
}) {
  const t = useFieldMessages();
  return (
    <nav className={classes.objects} aria-label={t("objects")}>
      {objects.map((each) => {
        const ObjectIcon = each.custom ? objectIcon(each.icon) : (recordKind(each.name)?.icon ?? IconForms);
        return (
          <UnstyledButton
            key={each.name}
            className={classes.object}
            aria-current={each.name === chosen || undefined}
            onClick={() => onChoose(each.name)}
          >
            <ObjectIcon size={16} stroke={1.75} />
            <span className="truncate">{each.plural}</span>
          </UnstyledButton>
        );
      })}
    </nav>
  );
}

function Bin({ object }: { object: string }) {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const fields = useQuery({ ...definitionsQuery(object, true), enabled: open }).data;
  const restore = async (field: Definition) => {
    try {
      await restoreField(field.id);
      notifyDone(t("restored", { name: field.label }));
    } catch (error) {
      notifyProblem(error);
    }
    await refreshFields(queries);
  };
  return (
    <section className={classes.bin} aria-label={t("bin")}>
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconTrash size={16} stroke={1.75} />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t(open ? "closeBin" : "openBin")}
      </Button>
      {open ? <p className={classes.quiet}>{t("binHint")}</p> : null}
      {open ? (
        <ul className={classes.list}>
          {fields?.map((field) => (
            <li key={field.id} className={classes.row}>
              <span className={classes.rowText}>
                <span className={classes.rowName}>{field.label}</span>
                <span className={classes.quiet}>
                  {t(`kinds.${field.kind}`)} · {t("values", { count: field.values_count })}
                </span>
              </span>
              <Button
                variant="default"
                size="xs"
                aria-label={t("restore", { name: field.label })}
                onClick={() => void restore(field)}
              >
                {t("restoreShort")}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** Fields of every kind of record, and the kinds of record of the workspace. */
export default function FieldsPage() {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const objects = useObjects().filter((each) => each.extras);
  const [url, setUrl] = useUrlState<{ object?: string }>({ object: undefined });
  const object = objects.find((each) => each.name === url.object) ?? objects[0];
  const name = object?.name ?? "";
  const fields = useQuery({ ...definitionsQuery(name), enabled: name !== "" });
  const [edited, setEdited] = useState<Definition | "new" | null>(null);
  const [dialog, setDialog] = useState<"new" | "edit" | null>(null);
  const order = async (next: Definition[]) => {
    queries.setQueryData(definitionsQuery(name).queryKey, next);
    try {
      const { changeSetId } = await orderFields(
        name,
        next.map((field) => field.id),
      );
      notifyUndo(t("moved"), changeSetId);
    } catch (error) {
      notifyProblem(error);
    }
    await refreshFields(queries);
  };
  const add = (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setEdited("new")}>
      {t("add")}
    </Button>
  );
  return (
    <div style={{ maxWidth: 960 }}>
      <header className={classes.row} style={{ borderBottom: 0, flexWrap: "wrap", marginBottom: 16 }}>
        <div className={classes.rowText} style={{ minWidth: 240 }}>
          <h2 style={{ fontSize: 16, lineHeight: "24px", fontWeight: 600 }}>{t("title")}</h2>
          <p className={classes.quiet}>{t("hint")}</p>
        </div>
        <Button variant="default" onClick={() => setDialog("new")}>
          {t("own.new")}
        </Button>
        {fields.data?.length ? add : null}
      </header>
      <div className={classes.layout}>
        <ObjectMenu objects={objects} chosen={name} onChoose={(next) => setUrl({ object: next })} />
        <div>
          {object?.custom ? (
            <Button
              variant="subtle"
              size="xs"
              leftSection={<IconPencil size={16} stroke={1.75} />}
              onClick={() => setDialog("edit")}
            >
              {t("own.edit")}
            </Button>
          ) : null}
          {fields.isError && !fields.data ? (
            <ErrorState error={fields.error} title={t("errorTitle")} onRetry={() => void fields.refetch()} />
          ) : null}
          {fields.isPending ? <Skeleton height={160} radius="sm" /> : null}
          {fields.data?.length === 0 ? (
            <EmptyState icon={IconForms} title={t("empty")} text={t("emptyText")} actions={add} />
          ) : null}
          {fields.data?.length ? (
            <FieldList fields={fields.data} onEdit={setEdited} onOrder={(next) => void order(next)} />
          ) : null}
          {name ? <Bin object={name} /> : null}
        </div>
      </div>
      {edited && name ? (
        <FieldDrawer object={name} field={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
      {dialog ? (
        <OwnObjectDialog
          name={dialog === "edit" ? name : null}
          onClose={() => setDialog(null)}
          onDone={(made) => setUrl({ object: made })}
        />
      ) : null}
    </div>
  );
}
