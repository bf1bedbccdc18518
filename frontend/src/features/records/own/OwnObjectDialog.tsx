import { Button, Modal, Skeleton, TextInput, UnstyledButton } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { objectIcon } from "../../../lib/objectIcons";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { useProblemForm } from "../../../ui/forms/useProblemForm";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import classes from "../fields/fields.module.css";
import { useFieldMessages } from "../fields/messages";
import {
  createOwnObject,
  deleteOwnObject,
  type OwnObject,
  ownObjectsQuery,
  refreshOwnObjects,
  updateOwnObject,
} from "./queries";

interface FormProps {
  object: OwnObject | null;
  icons: string[];
  onClose: () => void;
  onDone: (name: string | undefined) => void;
}

function ObjectForm({ object, icons, onClose, onDone }: FormProps) {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const form = useForm({
    mode: "controlled",
    initialValues: {
      label: object?.label ?? "",
      plural: object?.plural ?? "",
      title_label: object?.title_label ?? "Nom",
      label_en: object?.label_en ?? "",
      plural_en: object?.plural_en ?? "",
      icon: object?.icon ?? icons[0] ?? "box",
    },
  });
  const { busy, problem, submit } = useProblemForm(form);
  const save = form.onSubmit(async (values) => {
    const sent = {
      ...values,
      label_en: values.label_en.trim() || null,
      plural_en: values.plural_en.trim() || null,
    };
    await submit(async () => {
      const { data, changeSetId } = await (object ? updateOwnObject(object, sent) : createOwnObject(sent));
      notifyUndo(t(object ? "own.saved" : "own.created", { name: data.plural }), changeSetId);
      await refreshOwnObjects(queries);
      onDone(data.name);
      onClose();
    });
  });
  const remove = async () => {
    if (!object) return;
    try {
      const { changeSetId } = await deleteOwnObject(object.id);
      notifyUndo(t("own.deleted", { name: object.plural }), changeSetId);
      onDone(undefined);
      onClose();
      await refreshOwnObjects(queries);
    } catch (error) {
      notifyProblem(error);
    }
  };
  const text = (name: "label" | "plural" | "title_label" | "label_en" | "plural_en", label: string) => (
    <TextInput label={label} maxLength={80} {...form.getInputProps(name)} />
  );
  return (
    <form onSubmit={save} className={classes.form} noValidate>
      <TextInput
        label={t("own.label")}
        required
        maxLength={80}
        data-autofocus
        {...form.getInputProps("label")}
      />
      <TextInput label={t("own.plural")} required maxLength={80} {...form.getInputProps("plural")} />
      {text("title_label", t("own.titleLabel"))}
      {text("label_en", t("own.labelEn"))}
      {text("plural_en", t("own.pluralEn"))}
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend className={classes.quiet}>{t("own.icon")}</legend>
        <div className={classes.icons}>
          {icons.map((icon) => {
            const OwnIcon = objectIcon(icon);
            return (
              <UnstyledButton
                key={icon}
                className={classes.iconButton}
                aria-label={icon}
                aria-pressed={form.values.icon === icon}
                onClick={() => form.setFieldValue("icon", icon)}
              >
                <OwnIcon size={18} stroke={1.75} />
              </UnstyledButton>
            );
          })}
        </div>
      </fieldset>
      <FormProblem problem={problem} />
      <FormActions
        submit={t(object ? "own.save" : "own.submit")}
        busy={busy}
        disabled={!form.values.label.trim() || !form.values.plural.trim()}
        onCancel={onClose}
      />
      {object ? (
        <Button variant="subtle" color="red" onClick={() => void remove()}>
          {t("own.delete")} · {t("own.records", { count: object.records_count })}
        </Button>
      ) : null}
    </form>
  );
}

/** Makes a kind of record, or renames and deletes one. */
export function OwnObjectDialog({
  name,
  onClose,
  onDone,
}: {
  name: string | null;
  onClose: () => void;
  onDone: (name: string | undefined) => void;
}) {
  const t = useFieldMessages();
  const known = useQuery(ownObjectsQuery()).data;
  const object = known?.items.find((each) => each.name === name) ?? null;
  const title = object ? t("own.editTitle", { name: object.label }) : t("own.newTitle");
  return (
    <Modal opened onClose={onClose} title={title} size={480}>
      {known && (name === null || object) ? (
        <ObjectForm object={object} icons={known.icons} onClose={onClose} onDone={onDone} />
      ) : (
        <Skeleton height={280} />
      )}
    </Modal>
  );
}
