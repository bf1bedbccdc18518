import { Chip, Group } from "@mantine/core";
import { Fact } from "../../../ui/record/Facts";
import { notifyProblem } from "../../../ui/toasts";
import { useCustomerMessages } from "../messages";
import { ORGANISATION_KINDS } from "./queries";
import type { LoadedOrganisation } from "./useOrganisationRecord";

/** Every relation one has with an organisation; at least one, the first is the main one. */
export function Kinds({ record }: { record: LoadedOrganisation }) {
  const t = useCustomerMessages();
  const { kinds } = record.organisation;
  const label = t("details.kinds");
  const toggle = (kind: (typeof kinds)[number]) => {
    const next = kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind];
    if (next.length === 0) return;
    void Promise.resolve(
      record.save({ kinds: next }, { label, show: (value) => (value as typeof kinds).length }),
    ).catch((error: unknown) => notifyProblem(error));
  };
  return (
    <Fact label={label}>
      <Group gap={4}>
        {ORGANISATION_KINDS.map((kind) => (
          <Chip
            key={kind}
            size="xs"
            variant="light"
            checked={kinds.includes(kind)}
            disabled={!record.canEdit}
            onChange={() => toggle(kind)}
          >
            {t(`kind.${kind}`)}
          </Chip>
        ))}
      </Group>
    </Fact>
  );
}
