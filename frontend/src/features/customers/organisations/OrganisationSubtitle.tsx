import { useCustomerMessages } from "../messages";
import { WebsiteLink } from "./OrganisationFacts";
import type { Organisation } from "./queries";

/** Relation, town and website of an organisation, in one line. */
export function OrganisationSubtitle({ organisation }: { organisation: Organisation }) {
  const t = useCustomerMessages();
  const words = [t(`kind.${organisation.kind}`), organisation.city].filter(Boolean).join(", ");
  return (
    <>
      {words}
      {organisation.website ? (
        <>
          {" · "}
          <WebsiteLink url={organisation.website} />
        </>
      ) : null}
    </>
  );
}
