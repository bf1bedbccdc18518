import { ColorInput, Input } from "@mantine/core";
import { IconCheck, IconPlus } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { type AccentTokens, accentTokens, DEFAULT_ACCENT } from "../../../../lib/colour";
import { tokens } from "../../../../ui/tokens";
import { useSettingsMessages } from "../messages";
import classes from "./workspace.module.css";

const SWATCHES = [
  { key: "house", hex: DEFAULT_ACCENT },
  { key: "indigo", hex: "#3B4CB8" },
  { key: "violet", hex: "#6E3FB0" },
  { key: "plum", hex: "#9A2F6B" },
  { key: "red", hex: "#B03A2E" },
  { key: "amber", hex: "#8A5A00" },
  { key: "green", hex: "#1F6F4A" },
  { key: "slate", hex: "#3D4C5C" },
] as const;

const isColour = (value: string) => /^#[0-9a-f]{6}$/i.test(value);

/** A button, a link and a chosen row as they will look in one scheme. */
function Preview({ scheme, accent }: { scheme: "light" | "dark"; accent: AccentTokens }) {
  const t = useSettingsMessages();
  const colours = tokens[scheme];
  const style = {
    "--p-page": colours.page,
    "--p-border": colours.border,
    "--p-text": colours["text-1"],
    "--p-accent": accent.accent,
    "--p-soft": accent.soft,
    "--p-on": accent.onAccent,
  } as CSSProperties;
  return (
    <div className={classes.preview} style={style}>
      <span className={classes.previewScheme}>{t(`workspace.${scheme}`)}</span>
      <span className={classes.previewButton}>
        <IconPlus size={14} stroke={1.75} />
        {t("workspace.previewButton")}
      </span>
      <span className={classes.previewLink}>{t("workspace.previewLink")}</span>
      <span className={classes.previewRow}>
        <span className={classes.previewCheck}>
          <IconCheck size={10} stroke={3} />
        </span>
        {t("workspace.previewRow")}
      </span>
    </div>
  );
}

interface AccentPickerProps {
  value: string;
  onChange: (hex: string) => void;
  error?: string;
}

/** Ready accents, any other colour, and what both schemes will look like. */
export function AccentPicker({ value, onChange, error }: AccentPickerProps) {
  const t = useSettingsMessages();
  const accents = accentTokens(isColour(value) ? value : DEFAULT_ACCENT);
  const moved = isColour(value) && accents.light.accent.toUpperCase() !== value.toUpperCase();
  return (
    <Input.Wrapper
      label={t("workspace.accent")}
      labelElement="div"
      description={t("workspace.accentHint")}
      error={error}
    >
      <div className={classes.accent}>
        <div className={classes.choice}>
          <div className={classes.swatches} role="radiogroup" aria-label={t("workspace.accent")}>
            {SWATCHES.map(({ key, hex }) => (
              <label key={key} className={classes.swatch} title={t(`colours.${key}`)}>
                <input
                  type="radio"
                  name="accent"
                  className="visually-hidden"
                  checked={value.toUpperCase() === hex.toUpperCase()}
                  onChange={() => onChange(hex)}
                  aria-label={t(`colours.${key}`)}
                />
                <span style={{ background: hex }}>
                  <IconCheck size={16} stroke={2.5} />
                </span>
              </label>
            ))}
          </div>
          <ColorInput
            aria-label={t("workspace.accentCustom")}
            format="hex"
            value={value}
            onChange={(hex) => onChange(hex.toUpperCase())}
            withEyeDropper={false}
            popoverProps={{ position: "bottom-start" }}
            className={classes.custom}
          />
          {moved ? <p className={classes.moved}>{t("workspace.accentMoved")}</p> : null}
        </div>
        <div className={classes.previews} aria-hidden="true">
          <Preview scheme="light" accent={accents.light} />
          <Preview scheme="dark" accent={accents.dark} />
        </div>
      </div>
    </Input.Wrapper>
  );
}
