import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useWorkspacePath } from "../../../lib/address";
import { Facts } from "../../../ui/record/Facts";
import { PickerFact } from "../../../ui/record/PickerFact";
import { Section } from "../../../ui/record/RecordHeader";
import classes from "../details/details.module.css";
import { useCustomerMessages } from "../messages";
import { familyQuery, findOrganisations } from "./queries";
import type { LoadedOrganisation } from "./useOrganisationRecord";

/** The parent company, and the whole group as a tree. */
export function Family({ record }: { record: LoadedOrganisation }) {
  const t = useCustomerMessages();
  const path = useWorkspacePath();
  const { organisation, save, canEdit } = record;
  const grouped = Boolean(organisation.parent_id) || organisation.children_count > 0;
  const family = useQuery({ ...familyQuery(organisation.id, organisation.version), enabled: grouped }).data;
  const parent =
    organisation.parent_id && organisation.parent_name
      ? { id: organisation.parent_id, name: organisation.parent_name }
      : null;
  return (
    <Section title={t("details.family")}>
      <Facts>
        <PickerFact
          label={t("details.parent")}
          kind="company"
          value={parent}
          editable={canEdit}
          shown={parent ? <Link to={path(`/organisations/${parent.id}`)}>{parent.name}</Link> : null}
          search={async (text) =>
            (await findOrganisations(text)).filter((each) => each.id !== organisation.id)
          }
          onSave={(value) => save({ parent_id: value?.id ?? null }, { label: t("details.parent") })}
        />
      </Facts>
      {grouped && family ? (
        <ul className={classes.tree} aria-label={t("details.family")}>
          {family.items.map((member, place) => (
            <li
              key={member.id ?? `hidden ${place}`}
              className={classes.member}
              style={{ paddingLeft: member.depth * 16 }}
              aria-current={member.id === organisation.id || undefined}
            >
              {member.id === null ? <span className={classes.mark}>{t("details.hidden")}</span> : null}
              {member.id === organisation.id ? <strong>{member.name}</strong> : null}
              {member.id && member.id !== organisation.id ? (
                <Link to={path(`/organisations/${member.id}`)}>{member.name}</Link>
              ) : null}
              {member.city ? <span className={classes.mark}>{` ${member.city}`}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {family?.truncated ? <p className={classes.mark}>{t("details.truncated")}</p> : null}
    </Section>
  );
}
