import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useGo } from "../lib/address";
import { translate } from "../lib/i18n";
import { useSession } from "../lib/session";
import { type Shortcut, useShortcuts } from "../lib/shortcuts";
import { createMenu, openCreate, pageCreate, shortcutHelp } from "../lib/stores";
import { allowed, offers } from "./manifests";

/** What every page answers to: palette, search, create, help, and `g` + letter to go somewhere. */
export function useFrameShortcuts(openPalette: () => void): void {
  const { i18n } = useTranslation();
  const { permissions } = useSession();
  const go = useGo();
  const language = i18n.language;
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels follow the language; openPalette only sets state.
  const shortcuts = useMemo<Shortcut[]>(() => {
    const say = (key: string) => translate("app", `shortcuts.${key}`);
    const group = say("everywhere");
    const create = () => {
      const object = pageCreate.get();
      if (object) openCreate(object);
      else createMenu.set(true);
    };
    const frame: Shortcut[] = [
      { keys: "mod+k", label: say("search"), group, run: openPalette, whileTyping: true },
      { keys: "/", label: say("searchPage"), group, run: openPalette },
      { keys: "c", label: say("create"), group, run: create },
      { keys: "?", label: say("help"), group, run: () => shortcutHelp.set(true) },
    ];
    const places = allowed(offers.navigation, permissions)
      .filter((item) => item.goKey)
      .map((item) => ({
        keys: `g ${item.goKey}`,
        label: translate(item.label.ns, item.label.key),
        group: say("go"),
        run: () => go(item.path),
      }));
    return [...frame, ...places];
  }, [language, permissions, go]);
  useShortcuts(shortcuts);
}
