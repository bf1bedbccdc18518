import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test, vi } from "vitest";
import { Problem } from "../../lib/problem";
import { accessibilityFaults, renderInApp, startFrench } from "../../test/render";
import { EditableFact } from "./EditableFact";
import { Facts } from "./Facts";

beforeAll(() => startFrench());

const draw = (onSave: (value: string) => Promise<unknown>) =>
  renderInApp(
    <Facts>
      <EditableFact label="Mobile" value="06 39 98 20 74" onSave={onSave} />
    </Facts>,
  );

test("a click edits, Enter saves", async () => {
  const onSave = vi.fn().mockResolvedValue(undefined);
  const { container } = draw(onSave);
  expect(await accessibilityFaults(container)).toEqual([]);

  await userEvent.click(screen.getByRole("button", { name: /Modifier Mobile/ }));
  await userEvent.clear(screen.getByLabelText("Mobile"));
  await userEvent.type(screen.getByLabelText("Mobile"), "0102030405{Enter}");

  expect(onSave).toHaveBeenCalledExactlyOnceWith("0102030405");
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("Escape gives up and nothing is saved", async () => {
  const onSave = vi.fn().mockResolvedValue(undefined);
  draw(onSave);

  await userEvent.click(screen.getByRole("button", { name: /Modifier Mobile/ }));
  await userEvent.type(screen.getByLabelText("Mobile"), "9{Escape}");

  expect(onSave).not.toHaveBeenCalled();
  expect(screen.getByRole("button", { name: /Modifier Mobile/ })).toBeInTheDocument();
});

test("a refused value stays in the editor with its reason", async () => {
  const refusal = new Problem({
    status: 422,
    fields: [{ path: "mobile", code: "phone", message: "Ce numéro est incomplet." }],
  });
  draw(() => Promise.reject(refusal));

  await userEvent.click(screen.getByRole("button", { name: /Modifier Mobile/ }));
  await userEvent.type(screen.getByLabelText("Mobile"), "9{Enter}");

  expect(await screen.findByRole("alert")).toHaveTextContent("Ce numéro est incomplet.");
  expect(screen.getByLabelText("Mobile")).toHaveValue("06 39 98 20 749");
});
