import { IconUsers } from "@tabler/icons-react";
import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { accessibilityFaults, renderInApp, startFrench } from "../../test/render";
import { EmptyState } from "../EmptyState";
import { DataTable } from "./DataTable";
import type { DataTableProps } from "./types";

interface Row {
  id: string;
  name: string;
  amount: number;
}

const rows: Row[] = Array.from({ length: 200 }, (_, index) => ({
  id: `r${index}`,
  name: `Ligne ${index}`,
  amount: index,
}));
const columns: DataTableProps<Row>["columns"] = [
  { id: "name", header: "Nom", cell: (row) => row.name, main: true, sort: "name" },
  { id: "amount", header: "Montant", cell: (row) => row.amount, align: "right", width: 120 },
];

beforeAll(() => startFrench());
beforeEach(() => {
  // jsdom measures nothing; the virtual window needs a height.
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(900);
});

function table(change: Partial<DataTableProps<Row>> = {}) {
  const props: DataTableProps<Row> = {
    label: "Contacts",
    object: "contact",
    rows,
    columns,
    rowId: (row) => row.id,
    rowName: (row) => row.name,
    mobileRow: (row) => ({ title: row.name }),
    onOpen: vi.fn(),
    empty: <EmptyState icon={IconUsers} title="Aucun contact pour l’instant" />,
    ...change,
  };
  return { props, ...renderInApp(<DataTable {...props} />) };
}

test("two hundred rows draw only what the window shows, without accessibility fault", async () => {
  const { container } = table({ selection: new Set(["r1"]), onSelectionChange: vi.fn() });

  expect(screen.getByText("Ligne 0")).toBeInTheDocument();
  expect(screen.queryByText("Ligne 150")).toBeNull();
  expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "200");
  expect(await accessibilityFaults(container)).toEqual([]);
});

test("arrows and J walk the rows, Enter opens", async () => {
  const { props } = table();
  const user = userEvent.setup();

  await user.click(screen.getByText("Ligne 0"));
  screen.getByText("Ligne 0").closest("tr")?.focus();
  await user.keyboard("{ArrowDown}");
  await vi.waitFor(() => expect(screen.getByText("Ligne 1").closest("tr")).toHaveFocus());
  await user.keyboard("j");
  await vi.waitFor(() => expect(screen.getByText("Ligne 2").closest("tr")).toHaveFocus());
  await user.keyboard("{Enter}");

  expect(props.onOpen).toHaveBeenLastCalledWith(rows[2]);
});

test("J with an open panel opens the next record", () => {
  const { props } = table({ openId: "r4" });

  fireEvent.keyDown(document.body, { key: "j" });

  expect(props.onOpen).toHaveBeenLastCalledWith(rows[5]);
});

test("shift selects everything between two clicks", async () => {
  const onSelectionChange = vi.fn();
  table({ selection: new Set(), onSelectionChange });
  const user = userEvent.setup();

  await user.click(screen.getByLabelText("Sélectionner Ligne 1"));
  await user.keyboard("{Shift>}");
  await user.click(screen.getByLabelText("Sélectionner Ligne 4"));

  expect(onSelectionChange).toHaveBeenLastCalledWith(new Set(["r1", "r2", "r3", "r4"]));
});

test("a column sorts up, then down", async () => {
  const onSort = vi.fn();
  table({ sort: "name", onSort });

  await userEvent.click(screen.getByRole("button", { name: "Nom" }));

  expect(onSort).toHaveBeenCalledWith("-name");
  expect(screen.getByRole("columnheader", { name: /Nom/ })).toHaveAttribute("aria-sort", "ascending");
});

test("empty, loading and failed lists say so", () => {
  table({ rows: [] });
  expect(screen.getByText("Aucun contact pour l’instant")).toBeInTheDocument();
  table({ rows: undefined });
  expect(screen.getByRole("grid")).toHaveAttribute("aria-busy", "true");
  const onRetry = vi.fn();
  table({ rows: undefined, error: new Error("x"), errorTitle: "Les contacts ne se chargent pas", onRetry });
  fireEvent.click(screen.getByRole("button", { name: "Réessayer" }));
  expect(onRetry).toHaveBeenCalledOnce();
});
