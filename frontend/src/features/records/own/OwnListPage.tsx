import { Button, Skeleton } from "@mantine/core";
import { IconPlus, IconQuestionMark } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useGo, useRouteParam } from "../../../lib/address";
import { objectIcon } from "../../../lib/objectIcons";
import { objectsQuery } from "../../../lib/objects";
import { useCan } from "../../../lib/session";
import { EmptyState } from "../../../ui/EmptyState";
import { PageHeader } from "../../../ui/PageHeader";
import { RecordGridHost } from "../../../ui/RecordGridHost";
import { useFieldMessages } from "../fields/messages";
import { CreateOwnRecord } from "./CreateOwnRecord";

/** The records of a custom object. */
export default function OwnListPage() {
  const t = useFieldMessages();
  const go = useGo();
  const can = useCan();
  const name = useRouteParam("object");
  const objects = useQuery(objectsQuery);
  const object = objects.data?.find((each) => each.name === name && each.custom);
  const [creating, setCreating] = useState(false);
  if (objects.isPending) return <Skeleton height={240} m={32} radius="sm" />;
  if (!object)
    return <EmptyState icon={IconQuestionMark} title={t("own.unknown")} text={t("own.unknownText")} />;
  return (
    <>
      <PageHeader
        title={object.plural}
        actions={
          can(`${name}.create`) ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setCreating(true)}>
              {t("own.createRecord", { name: object.label })}
            </Button>
          ) : null
        }
      />
      <RecordGridHost
        key={name}
        object={name}
        headless
        empty={
          <EmptyState
            icon={objectIcon(object.icon)}
            title={t("own.listEmpty")}
            text={t("own.listEmptyText")}
          />
        }
      />
      {creating ? (
        <CreateOwnRecord
          object={object}
          onClose={() => setCreating(false)}
          onCreated={(id) => go(`/o/${name}/${id}`)}
        />
      ) : null}
    </>
  );
}
