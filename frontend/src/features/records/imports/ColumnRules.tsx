import { ActionIcon, Menu } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconCheck } from "@tabler/icons-react";
import { useImportMessages } from "./messages";
import type { ImportColumn, MappingChange } from "./queries";

const RULES = ["overwrite", "fill"] as const;
const INVALID = ["refuse", "empty"] as const;

/** How the cells of a column are taken: over an existing value or not, and what an unreadable one does. */
export function ColumnRules({
  column,
  change,
}: {
  column: ImportColumn;
  change: (change: MappingChange) => void;
}) {
  const t = useImportMessages();
  const usual = column.rule === "overwrite" && column.invalid === "refuse";
  const item = (label: string, chosen: boolean, onClick: () => void) => (
    <Menu.Item
      key={label}
      role="menuitemradio"
      aria-checked={chosen}
      leftSection={
        chosen ? <IconCheck size={16} stroke={1.75} /> : <span style={{ display: "block", width: 16 }} />
      }
      onClick={onClick}
    >
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <ActionIcon
          variant={usual ? "subtle" : "light"}
          color={usual ? "gray" : undefined}
          aria-label={t("rules.of", { name: column.header })}
        >
          <IconAdjustmentsHorizontal size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("rules.existing")}</Menu.Label>
        {RULES.map((rule) =>
          item(t(`rules.${rule}`), column.rule === rule, () =>
            change({ columns: [{ index: column.index, rule }] }),
          ),
        )}
        <Menu.Divider />
        <Menu.Label>{t("rules.invalid")}</Menu.Label>
        {INVALID.map((invalid) =>
          item(t(`rules.${invalid}`), column.invalid === invalid, () =>
            change({ columns: [{ index: column.index, invalid }] }),
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
