import {
  ActionIcon,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
  type MantineThemeOverride,
  Menu,
  Modal,
  Notification,
  PasswordInput,
  Pill,
  Skeleton,
  Tooltip,
} from "@mantine/core";
import { accentShades, accentTokens } from "../lib/colour";
import { tokens } from "./tokens";

const GRAY: MantineColorsTuple = [
  "#F7F8F9",
  "#F1F4F6",
  "#E8ECEF",
  "#E4E7EA",
  "#CBD0D6",
  "#7D858E",
  "#606871",
  "#454D56",
  "#2B3138",
  "#15191E",
];
const DARK: MantineColorsTuple = [
  "#ECEEF0",
  "#B1B9C1",
  "#8F98A1",
  "#757E87",
  "#3A4148",
  "#22272C",
  "#1B1F23",
  "#14171A",
  "#101316",
  "#0E1113",
];

/** Names of controls that show only an icon. */
export interface ControlWords {
  close: string;
  reveal: string;
}

const FRENCH_WORDS: ControlWords = { close: "Fermer", reveal: "Afficher la saisie" };

/** The Mantine theme of a workspace; only the accent varies, and the language of icon-only controls. */
export function createWorkspaceTheme(
  accent: string | null,
  words: ControlWords = FRENCH_WORDS,
): MantineThemeOverride {
  const closeButtonProps = { "aria-label": words.close };
  const visibilityToggleButtonProps = { "aria-label": words.reveal };
  return createTheme({
    fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
    headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "600" },
    primaryColor: "accent",
    primaryShade: { light: 6, dark: 3 },
    autoContrast: true,
    colors: { accent: accentShades(accent) as unknown as MantineColorsTuple, gray: GRAY, dark: DARK },
    fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
    lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "24px", xl: "28px" },
    spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
    radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
    defaultRadius: "sm",
    shadows: {
      xs: "0 1px 2px #10182010",
      sm: "0 1px 2px #10182010",
      md: "0 4px 16px #1018201A",
      lg: "0 4px 16px #1018201A",
      xl: "0 24px 64px #10182038",
    },
    breakpoints: { xs: "30em", sm: "48em", md: "64em", lg: "80em", xl: "96em" },
    cursorType: "pointer",
    respectReducedMotion: true,
    focusRing: "auto",
    variantColorResolver: (input) => {
      const usual = defaultVariantColorsResolver(input);
      if (input.variant !== "filled") return usual;
      if (!input.color || input.color === "accent") {
        return {
          ...usual,
          background: "var(--sl-accent)",
          hover: "var(--sl-accent-hover)",
          color: "var(--sl-on-accent)",
        };
      }
      if (input.color.startsWith("red")) {
        const deeper = "color-mix(in srgb, var(--sl-red), var(--sl-text-1) 16%)";
        return { ...usual, background: "var(--sl-red)", hover: deeper, color: "var(--sl-page)" };
      }
      return usual;
    },
    components: {
      Button: Button.extend({
        vars: (_theme, props) => ({
          root: {
            "--button-height": props.size === "xs" ? "28px" : "32px",
            "--button-padding-x": props.size === "xs" ? "10px" : "12px",
            "--button-fz": "13px",
          },
        }),
      }),
      ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", size: 28, color: "gray" } }),
      Checkbox: Checkbox.extend({ defaultProps: { size: "xs", radius: "xs" } }),
      Input: Input.extend({ vars: () => ({ wrapper: { "--input-height": "32px", "--input-fz": "13px" } }) }),
      Menu: Menu.extend({ defaultProps: { shadow: "md", radius: "md", offset: 4 } }),
      Modal: Modal.extend({
        defaultProps: {
          radius: "lg",
          shadow: "xl",
          overlayProps: { backgroundOpacity: 0.32 },
          centered: false,
          closeButtonProps,
        },
      }),
      Drawer: Drawer.extend({
        defaultProps: { overlayProps: { backgroundOpacity: 0.32 }, closeButtonProps },
      }),
      Notification: Notification.extend({ defaultProps: { closeButtonProps } }),
      PasswordInput: PasswordInput.extend({ defaultProps: { visibilityToggleButtonProps } }),
      Pill: Pill.extend({ defaultProps: { size: "sm" } }),
      Skeleton: Skeleton.extend({ defaultProps: { radius: "xl" } }),
      Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, fz: 12 } }),
    },
  });
}

/** Puts the tokens of the design on the page as CSS variables, light and dark. */
export function variablesOf(accent: string | null): CSSVariablesResolver {
  return () => {
    const accents = accentTokens(accent);
    const scheme = (name: "light" | "dark"): Record<string, string> => {
      const colour = { ...tokens[name] };
      const { accent: main, hover, soft, softBorder, onAccent } = accents[name];
      return {
        ...Object.fromEntries(Object.entries(colour).map(([key, value]) => [`--sl-${key}`, value])),
        "--sl-accent": main,
        "--sl-accent-hover": hover,
        "--sl-accent-soft": soft,
        "--sl-accent-soft-border": softBorder,
        "--sl-on-accent": onAccent,
        "--mantine-color-body": colour.page,
        "--mantine-color-text": colour["text-1"],
        "--mantine-color-bright": colour["text-1"],
        "--mantine-color-dimmed": colour["text-3"],
        "--mantine-color-placeholder": colour["text-3"],
        "--mantine-color-anchor": main,
        "--mantine-color-error": colour.red,
        "--mantine-color-default": colour.raised,
        "--mantine-color-default-hover": colour.hover,
        "--mantine-color-default-color": colour["text-1"],
        "--mantine-color-default-border": colour["control-border"],
        "--mantine-color-disabled": colour.active,
        "--mantine-color-disabled-color": colour["text-3"],
        "--mantine-color-disabled-border": colour.active,
        "--mantine-primary-color-filled": main,
        "--mantine-primary-color-filled-hover": hover,
        "--mantine-primary-color-contrast": onAccent,
        "--mantine-primary-color-light": soft,
        "--mantine-primary-color-light-hover": softBorder,
        "--mantine-primary-color-light-color": main,
        "--mantine-color-accent-filled": main,
        "--mantine-color-accent-filled-hover": hover,
        "--mantine-color-accent-light": soft,
        "--mantine-color-accent-light-hover": softBorder,
        "--mantine-color-accent-light-color": main,
        "--mantine-color-accent-text": main,
        "--mantine-color-gray-text": colour["text-2"],
        "--mantine-color-gray-light": colour.active,
        "--mantine-color-gray-light-hover": colour.hover,
        "--mantine-color-gray-light-color": colour["text-2"],
        "--mantine-color-red-text": colour.red,
        "--mantine-color-red-light-color": colour.red,
        "--mantine-shadow-xs": colour["shadow-card"],
        "--mantine-shadow-sm": colour["shadow-card"],
        "--mantine-shadow-md": colour["shadow-floating"],
        "--mantine-shadow-lg": colour["shadow-floating"],
        "--mantine-shadow-xl": colour["shadow-dialog"],
      };
    };
    return { variables: {}, light: scheme("light"), dark: scheme("dark") };
  };
}
