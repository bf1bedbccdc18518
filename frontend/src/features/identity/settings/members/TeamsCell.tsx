import { Checkbox, Popover, Select, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCan } from "../../../../lib/session";
import { useSettingsMessages } from "../messages";
import { type Member, type MemberChange, teamsQuery } from "../queries";
import classes from "./members.module.css";

interface TeamsCellProps {
  member: Member;
  onSave: (change: MemberChange) => void;
}

/** Teams of a member; a click opens a list to tick, saved when it closes. */
export function TeamsCell({ member, onSave }: TeamsCellProps) {
  const t = useSettingsMessages();
  const teams = useQuery(teamsQuery).data ?? [];
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(member.team_ids);
  const [main, setMain] = useState(member.main_team_id);
  const names = teams.filter((team) => member.team_ids.includes(team.id)).map((team) => team.name);
  const label = names.join(", ") || t("members.noTeam");
  const editable = useCan()("member.manage") && member.active && teams.length > 0;
  if (!editable) return <span className={names.length ? undefined : classes.none}>{label}</span>;

  const toggle = (next: boolean) => {
    setOpen(next);
    if (next) {
      setChosen(member.team_ids);
      setMain(member.main_team_id);
      return;
    }
    const kept = main && chosen.includes(main) ? main : (chosen[0] ?? null);
    const same =
      kept === member.main_team_id &&
      chosen.length === member.team_ids.length &&
      chosen.every((id) => member.team_ids.includes(id));
    if (!same) onSave({ team_ids: chosen, main_team_id: kept });
  };
  return (
    <Popover opened={open} onChange={toggle} position="bottom-start" width={240} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.teams}
          onClick={() => toggle(!open)}
          aria-label={`${t("members.teamsOf", { name: member.name })}, ${label}`}
        >
          <span className={`truncate ${names.length ? "" : classes.none}`}>{label}</span>
          <IconChevronDown size={14} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.popover}>
        <Checkbox.Group
          value={chosen}
          onChange={setChosen}
          aria-label={t("members.teamsOf", { name: member.name })}
        >
          {teams.map((team) => (
            <Checkbox key={team.id} value={team.id} label={team.name} className={classes.check} />
          ))}
        </Checkbox.Group>
        {chosen.length > 1 ? (
          <Select
            label={t("members.mainTeam")}
            data={teams
              .filter((team) => chosen.includes(team.id))
              .map((team) => ({ value: team.id, label: team.name }))}
            value={main && chosen.includes(main) ? main : (chosen[0] ?? null)}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            onChange={setMain}
            m={8}
          />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}
