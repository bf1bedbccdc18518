import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test, vi } from "vitest";
import { renderInApp, startFrench } from "../../test/render";
import { RecordPicker } from "./RecordPicker";

beforeAll(() => startFrench());

test("typing asks the server and a choice is told", async () => {
  const search = vi
    .fn()
    .mockResolvedValue([{ id: "o1", name: "Papeteries Valmont", detail: "Châteaubriant" }]);
  const onChange = vi.fn();
  renderInApp(
    <RecordPicker label="Entreprise" kind="company" value={null} onChange={onChange} search={search} />,
  );

  await userEvent.type(screen.getByLabelText("Entreprise"), "valm");
  await userEvent.click(await screen.findByText("Papeteries Valmont"));

  expect(search).toHaveBeenLastCalledWith("valm", expect.anything());
  expect(onChange).toHaveBeenCalledWith({ id: "o1", name: "Papeteries Valmont", detail: "Châteaubriant" });
});

test("a name that is not found can be created", async () => {
  const onCreate = vi.fn().mockResolvedValue({ id: "o2", name: "Orme" });
  const onChange = vi.fn();
  renderInApp(
    <RecordPicker
      label="Entreprise"
      value={null}
      onChange={onChange}
      search={async () => []}
      onCreate={onCreate}
    />,
  );

  await userEvent.type(screen.getByLabelText("Entreprise"), "Orme");
  await userEvent.click(await screen.findByText(/Créer «/));

  await vi.waitFor(() => expect(onChange).toHaveBeenCalledWith({ id: "o2", name: "Orme" }));
});

test("a failed search says so", async () => {
  renderInApp(
    <RecordPicker
      label="Entreprise"
      value={null}
      onChange={vi.fn()}
      search={() => Promise.reject(new Error("x"))}
    />,
  );

  await userEvent.type(screen.getByLabelText("Entreprise"), "x");

  expect(await screen.findByText(/La recherche n’a pas abouti/)).toBeInTheDocument();
});
