import { useLocalPath } from "../../../lib/address";
import { recordGrids } from "../../../lib/grids";
import RecordGrid from "./RecordGrid";

/** The page of a list, at the address its feature chose. */
export default function GridPage() {
  const here = useLocalPath();
  const object = recordGrids.get().find((grid) => grid.path === here)?.object ?? "";
  return <RecordGrid object={object} />;
}
