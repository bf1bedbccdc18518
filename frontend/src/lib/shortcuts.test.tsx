import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { type Shortcut, useActiveShortcuts, useShortcuts } from "./shortcuts";

function Page({ shortcuts }: { shortcuts: Shortcut[] }) {
  useShortcuts(shortcuts);
  const active = useActiveShortcuts();
  return (
    <>
      <input aria-label="champ" />
      <output>{active.map((shortcut) => shortcut.label).join(",")}</output>
    </>
  );
}

test("a key runs its shortcut, but not while typing, and the overlay knows it", () => {
  const create = vi.fn();
  const palette = vi.fn();
  const shortcuts = [
    { keys: "c", label: "Créer", group: "Partout", run: create },
    { keys: "mod+k", label: "Chercher", group: "Partout", run: palette, whileTyping: true },
  ];
  render(<Page shortcuts={shortcuts} />);

  fireEvent.keyDown(document.body, { key: "c" });
  fireEvent.keyDown(screen.getByLabelText("champ"), { key: "c" });
  fireEvent.keyDown(screen.getByLabelText("champ"), { key: "k", ctrlKey: true });

  expect(create).toHaveBeenCalledOnce();
  expect(palette).toHaveBeenCalledOnce();
  expect(screen.getByText("Créer,Chercher")).toBeInTheDocument();
});

test("a sequence of two keys works within its delay", () => {
  const go = vi.fn();
  const shortcuts = [{ keys: "g c", label: "Contacts", group: "Aller à", run: go }];
  const { unmount } = render(<Page shortcuts={shortcuts} />);

  fireEvent.keyDown(document.body, { key: "g" });
  fireEvent.keyDown(document.body, { key: "c" });
  unmount();
  fireEvent.keyDown(document.body, { key: "g" });
  fireEvent.keyDown(document.body, { key: "c" });

  expect(go).toHaveBeenCalledOnce();
});
