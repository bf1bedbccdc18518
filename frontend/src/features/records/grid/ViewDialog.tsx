import { Modal, MultiSelect, NativeSelect, Radio, Stack, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { translate } from "../../../lib/i18n";
import { asProblem } from "../../../lib/problem";
import { useCan, useSession } from "../../../lib/session";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { notifyUndo } from "../../../ui/toasts";
import { useGridMessages } from "./messages";
import {
  createView,
  rolesQuery,
  type SavedView,
  setDefaultView,
  teamsQuery,
  updateView,
  type ViewValues,
  viewsQuery,
} from "./queries";

interface ViewDialogProps {
  object: string;
  /** The view to rename or share; null makes a new one. */
  view: SavedView | null;
  /** What a new view keeps: the list on screen. */
  body: ViewValues;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
}

/** Names a view and says who sees it. */
export function ViewDialog({ object, view, body, onClose, onSaved }: ViewDialogProps) {
  const t = useGridMessages();
  const can = useCan();
  const queries = useQueryClient();
  const { member } = useSession();
  const mayShare = can("view.share");
  const inTeam = (member?.team_ids.length ?? 0) > 0 || mayShare;
  const { data: teams } = useQuery({ ...teamsQuery, enabled: inTeam });
  const { data: roles } = useQuery({ ...rolesQuery, enabled: mayShare && can("role.manage") });
  const [name, setName] = useState(view?.name ?? "");
  const [scope, setScope] = useState<SavedView["scope"]>(view?.scope ?? "private");
  const [team, setTeam] = useState(view?.team_id ?? member?.team_ids[0] ?? "");
  const [defaults, setDefaults] = useState<string[]>(view?.default_role_ids ?? []);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const nameError = error
    ? asProblem(error).fields.find((field) => field.path.endsWith("name"))?.message
    : null;

  const save = async () => {
    setBusy(true);
    setError(null);
    const values: ViewValues = {
      name: name.trim(),
      scope,
      team_id: scope === "team" ? team || null : null,
    };
    try {
      const saved = view
        ? await updateView(view.id, view.version, values)
        : await createView(object, { ...body, ...values });
      const { changeSetId } = saved;
      const before = view?.default_role_ids ?? [];
      const moved = scope === "shared" && roles && [...before].sort().join() !== [...defaults].sort().join();
      const data = moved ? (await setDefaultView(saved.data.id, defaults)).data : saved.data;
      queries.setQueryData(viewsQuery(object).queryKey, (known) => [
        ...(known ?? []).filter((each) => each.id !== data.id),
        data,
      ]);
      await queries.invalidateQueries({ queryKey: ["view"] });
      notifyUndo(translate("grid", "view.saved", { name: data.name }), changeSetId);
      onSaved(data);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };

  const scopes = [
    { value: "private", label: t("view.private"), description: t("view.privateText") },
    ...(inTeam ? [{ value: "team", label: t("view.teamScope"), description: t("view.teamScopeText") }] : []),
    ...(mayShare ? [{ value: "shared", label: t("view.shared"), description: t("view.sharedText") }] : []),
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={view ? t("view.editTitle", { name: view.name }) : t("view.newTitle")}
      size={440}
    >
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {error && !nameError ? <FormProblem problem={asProblem(error)} /> : null}
        <TextInput
          label={t("view.name")}
          placeholder={t("view.namePlaceholder")}
          required
          maxLength={120}
          data-autofocus
          value={name}
          error={nameError}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {scopes.length > 1 ? (
          <Radio.Group
            label={t("view.who")}
            value={scope}
            onChange={(value) => setScope(value as SavedView["scope"])}
          >
            <Stack gap={8} mt={4}>
              {scopes.map((each) => (
                <Radio key={each.value} size="xs" {...each} />
              ))}
            </Stack>
          </Radio.Group>
        ) : null}
        {scope === "team" ? (
          <NativeSelect
            label={t("view.team_id")}
            value={team}
            data={(teams ?? []).map((each) => ({ value: each.id, label: each.name }))}
            onChange={(event) => setTeam(event.currentTarget.value)}
          />
        ) : null}
        {scope === "shared" && roles ? (
          <MultiSelect
            label={t("view.roles")}
            description={t("view.rolesText")}
            value={defaults}
            data={roles.map((role) => ({ value: role.id, label: role.name }))}
            onChange={setDefaults}
          />
        ) : null}
        <FormActions
          submit={t(view ? "view.update" : "view.create")}
          busy={busy}
          disabled={name.trim() === ""}
          onCancel={onClose}
        />
      </form>
    </Modal>
  );
}
