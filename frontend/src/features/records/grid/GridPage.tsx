import { useLocalPath, useRouteParam } from "../../../lib/address";
import { recordGrids } from "../../../lib/grids";
import RecordGrid from "./RecordGrid";

/** The page of a list: at the address its feature chose, or under `/records/<object>`. */
export default function GridPage() {
  const here = useLocalPath();
  const named = useRouteParam("object");
  const object = named || recordGrids.get().find((grid) => grid.path === here)?.object || "";
  return <RecordGrid object={object} />;
}
