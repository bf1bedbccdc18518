import { Modal } from "@mantine/core";
import { useActiveShortcuts } from "../lib/shortcuts";
import { Keys } from "../ui/Keys";
import { useAppMessages } from "./messages";
import classes from "./ShortcutHelp.module.css";

/** The `?` overlay: every shortcut that works on the page below. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useAppMessages();
  const shortcuts = useActiveShortcuts();
  const groups = Map.groupBy(shortcuts, (shortcut) => shortcut.group);
  return (
    <Modal opened onClose={onClose} title={t("shortcuts.title")} size={640}>
      <div className={classes.groups} tabIndex={-1} data-autofocus>
        {[...groups.entries()].reverse().map(([group, items]) => (
          <section key={group}>
            <h3 className={classes.heading}>{group}</h3>
            <ul>
              {items.map((item) => (
                <li key={item.keys} className={classes.line}>
                  <span>{item.label}</span>
                  <Keys keys={item.keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
