import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeAll, expect, test } from "vitest";
import { startTranslations } from "../../../../lib/i18n";
import { settingsMessages } from "../messages";
import type { Level } from "./rules";
import { ScopeCell } from "./ScopeCell";

beforeAll(() => startTranslations([settingsMessages], "fr"));

function Cell() {
  const [level, setLevel] = useState<Level>("own");
  return (
    <MantineProvider env="test">
      <ScopeCell label="Modifier : Deals" level={level} onChange={setLevel} />
    </MantineProvider>
  );
}

test("a cell of the matrix answers to arrows, digits and clicks, and says its reach", async () => {
  const user = userEvent.setup();
  render(<Cell />);
  const cell = screen.getByRole("slider", { name: "Modifier : Deals" });
  expect(cell).toHaveAttribute("aria-valuetext", "ses propres fiches");

  await user.tab();
  await user.keyboard("{ArrowUp}");
  expect(cell).toHaveAttribute("aria-valuetext", "les fiches de ses équipes");

  await user.keyboard("0");
  expect(cell).toHaveAttribute("aria-valuenow", "0");

  await user.click(cell);
  expect(cell).toHaveAttribute("aria-valuenow", "1");
});
