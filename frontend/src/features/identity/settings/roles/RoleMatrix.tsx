import { Checkbox } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useSettingsMessages } from "../messages";
import type { Catalogue, Grants, Role } from "../queries";
import classes from "./roles.module.css";
import { type Level, levelOf, withLevel } from "./rules";
import { ScopeCell } from "./ScopeCell";

interface RoleMatrixProps {
  role: Role;
  grants: Grants;
  catalogue: Catalogue;
  base: Role | null;
  /** Absent for built-in roles. */
  onChange?: (grants: Grants) => void;
}

/** Objects × verbs with the reach of each, then the permissions granted as a whole. */
export function RoleMatrix({ role, grants, catalogue, base, onChange }: RoleMatrixProps) {
  const t = useSettingsMessages();
  const verbs = catalogue.objects[0]?.verbs ?? [];
  const compared = (permission: string) => {
    if (!base) return undefined;
    const level = levelOf(base.permissions, permission);
    return level === levelOf(grants, permission) ? undefined : { name: base.name, level };
  };
  const change = onChange
    ? (permission: string) => (level: Level) => onChange(withLevel(grants, permission, level))
    : () => undefined;
  return (
    <>
      {/* On a phone it is wider than the screen: the arrow keys must reach its end. */}
      <section
        className={classes.scroll}
        aria-label={t("roles.matrix", { name: role.name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls takes the keyboard.
        tabIndex={0}
      >
        <table className={classes.matrix} aria-label={t("roles.object")}>
          <thead>
            <tr>
              <th scope="col">{t("roles.object")}</th>
              {verbs.map((verb) => (
                <th key={verb.verb} scope="col">
                  {verb.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {catalogue.objects.map((object) => (
              <tr key={object.name}>
                <th scope="row">{object.label}</th>
                {object.verbs.map((verb) => (
                  <td key={verb.permission}>
                    <ScopeCell
                      label={t("roles.cell", { verb: verb.label, object: object.label })}
                      level={levelOf(grants, verb.permission)}
                      onChange={change(verb.permission)}
                      compared={compared(verb.permission)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <h4 className={classes.othersTitle}>{t("roles.others")}</h4>
      <ul className={classes.others}>
        {catalogue.others.map(({ permission, label }) => {
          const granted = levelOf(grants, permission) !== "none";
          const differs = compared(permission);
          return (
            <li key={permission} className={classes.other}>
              {onChange ? (
                <Checkbox
                  label={label}
                  checked={granted}
                  onChange={(event) =>
                    onChange(withLevel(grants, permission, event.currentTarget.checked ? "all" : "none"))
                  }
                />
              ) : (
                <span className={classes.plain} data-granted={granted || undefined}>
                  {granted ? (
                    <IconCheck size={16} stroke={1.75} aria-hidden />
                  ) : (
                    <IconMinus size={16} stroke={1.75} aria-hidden />
                  )}
                  <span className="visually-hidden">{t(granted ? "roles.granted" : "roles.refused")} </span>
                  {label}
                </span>
              )}
              {differs ? (
                <span
                  className={classes.dot}
                  title={t("roles.differs", {
                    name: differs.name,
                    scope: t(differs.level === "none" ? "roles.refused" : "roles.granted"),
                  })}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </>
  );
}
