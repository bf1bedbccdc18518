import { ActionIcon, Button, Menu, Modal, NativeSelect, Skeleton, TextInput } from "@mantine/core";
import { IconArrowMerge, IconDots, IconPlus, IconTag, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { asProblem, type Problem } from "../../../lib/problem";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { DotButton } from "../fields/DotButton";
import classes from "../fields/fields.module.css";
import { useFieldMessages } from "../fields/messages";
import { createTag, deleteTag, mergeTag, refreshTags, type Tag, tagsQuery, updateTag } from "./queries";

function NewTag() {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    try {
      const { changeSetId } = await createTag({ name });
      notifyUndo(t("tags.created", { name }), changeSetId);
      setName("");
      await queries.invalidateQueries({ queryKey: ["tag"] });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} className={classes.choiceRow} noValidate>
      <TextInput
        aria-label={t("tags.new")}
        placeholder={t("tags.new")}
        maxLength={60}
        value={name}
        error={problem?.fields[0]?.message}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!name.trim()} leftSection={<IconPlus size={16} stroke={1.75} />}>
        {t("tags.add")}
      </Button>
      <FormProblem problem={problem?.fields.length ? null : problem} />
    </form>
  );
}

function MergeDialog({ tag, others, onClose }: { tag: Tag; others: Tag[]; onClose: () => void }) {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const [into, setInto] = useState(others[0]?.id ?? "");
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const { changeSetId } = await mergeTag(tag, into);
      notifyUndo(t("tags.merged", { name: tag.name }), changeSetId);
      await refreshTags(queries);
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title={t("tags.mergeTitle", { name: tag.name })} size={440}>
      <form onSubmit={(event) => void save(event)} className={classes.form} noValidate>
        <p>{t("tags.mergeText", { name: tag.name })}</p>
        <NativeSelect
          label={t("tags.mergeInto")}
          data-autofocus
          data={others.map((each) => ({ value: each.id, label: each.name }))}
          value={into}
          onChange={(event) => setInto(event.currentTarget.value)}
        />
        <FormProblem problem={problem} />
        <FormActions submit={t("tags.merge")} busy={false} disabled={!into} onCancel={onClose} />
      </form>
    </Modal>
  );
}

function TagRow({ tag, onMerge, onDelete }: { tag: Tag; onMerge: () => void; onDelete: () => void }) {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const [name, setName] = useState(tag.name);
  const save = async (change: { name?: string; colour?: string }) => {
    try {
      await updateTag(tag, change);
    } catch (error) {
      setName(tag.name);
      notifyProblem(error);
    }
    await queries.invalidateQueries({ queryKey: ["tag"] });
  };
  const rename = () => {
    const wanted = name.trim();
    if (!wanted || wanted === tag.name) return setName(tag.name);
    return void save({ name: wanted });
  };
  return (
    <li className={classes.row}>
      <DotButton
        label={t("tags.colour", { name: tag.name })}
        colour={tag.colour}
        onChange={(colour) => void save({ colour })}
      />
      <TextInput
        className={classes.rowText}
        aria-label={`${t("tags.name")}, ${tag.name}`}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
      <span className={`${classes.quiet} tabular`}>{t("values", { count: tag.count ?? 0 })}</span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t("tags.actions", { name: tag.name })}>
            <IconDots size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArrowMerge size={16} stroke={1.75} />} onClick={onMerge}>
            {t("tags.merge")}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.75} />} onClick={onDelete}>
            {t("tags.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

/** Tags of the workspace: named, coloured, merged, deleted. */
export default function TagsPage() {
  const t = useFieldMessages();
  const queries = useQueryClient();
  const tags = useQuery(tagsQuery(true));
  const [merging, setMerging] = useState<Tag | null>(null);
  const [deleting, setDeleting] = useState<Tag | null>(null);
  const remove = async () => {
    if (!deleting) return;
    const { changeSetId } = await deleteTag(deleting.id);
    notifyUndo(t("tags.deleted", { name: deleting.name }), changeSetId);
    setDeleting(null);
    await refreshTags(queries);
  };
  return (
    <div style={{ maxWidth: 640 }}>
      <h2 style={{ fontSize: 16, lineHeight: "24px", fontWeight: 600 }}>{t("tags.title")}</h2>
      <p className={classes.quiet}>{t("tags.hint")}</p>
      <div style={{ padding: "16px 0" }}>
        <NewTag />
      </div>
      {tags.isError && !tags.data ? (
        <ErrorState error={tags.error} title={t("tags.errorTitle")} onRetry={() => void tags.refetch()} />
      ) : null}
      {tags.isPending ? <Skeleton height={160} radius="sm" /> : null}
      {tags.data?.length === 0 ? (
        <EmptyState icon={IconTag} title={t("tags.empty")} text={t("tags.emptyText")} />
      ) : null}
      <ul className={classes.list}>
        {tags.data?.map((tag) => (
          <TagRow
            key={`${tag.id}:${tag.version}`}
            tag={tag}
            onMerge={() => setMerging(tag)}
            onDelete={() => setDeleting(tag)}
          />
        ))}
      </ul>
      {merging ? (
        <MergeDialog
          tag={merging}
          others={tags.data?.filter((each) => each.id !== merging.id) ?? []}
          onClose={() => setMerging(null)}
        />
      ) : null}
      <ConfirmDialog
        opened={deleting !== null}
        onClose={() => setDeleting(null)}
        title={t("tags.deleteTitle", { name: deleting?.name ?? "" })}
        text={t("tags.deleteText", { count: deleting?.count ?? 0 })}
        confirm={t("tags.delete")}
        danger
        onConfirm={remove}
      />
    </div>
  );
}
