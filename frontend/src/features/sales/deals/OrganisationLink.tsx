import { Link } from "@tanstack/react-router";
import { useWorkspacePath } from "../../../lib/address";
import type { Deal } from "./queries";

/** The organisation of a deal, one click away. */
export function OrganisationLink({ deal }: { deal: Pick<Deal, "organisation_id" | "organisation_name"> }) {
  const path = useWorkspacePath();
  if (!deal.organisation_id) return null;
  return <Link to={path(`/organisations/${deal.organisation_id}`)}>{deal.organisation_name}</Link>;
}
