import { Keys } from "../../ui/Keys";
import { useAppMessages } from "../messages";
import classes from "./Palette.module.css";

/** Scopes and keys of the palette; says so when the record search failed. */
export function PaletteFooter({ failed }: { failed: boolean }) {
  const t = useAppMessages();
  return (
    <div className={classes.footer}>
      {failed ? <span>{t("palette.failed")}</span> : null}
      <span>
        <Keys keys=">" /> {t("palette.scopeActions")}
      </span>
      <span>
        <Keys keys="#" /> {t("palette.scopeNumbers")}
      </span>
      <span>
        <Keys keys="@" /> {t("palette.scopePeople")}
      </span>
      <span className={classes.footerEnd}>
        <Keys keys="ArrowUp ArrowDown" /> {t("palette.browse")}
      </span>
      <span>
        <Keys keys="mod+Enter" /> {t("palette.openPanel")}
      </span>
    </div>
  );
}
