import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { setRequestContext } from "../../../lib/http";
import { changeLanguage } from "../../../lib/i18n";
import type { Language } from "../../../lib/session";
import { Logo } from "../../../ui/Logo";
import classes from "./auth.module.css";
import { useAuthMessages } from "./messages";

interface AuthLayoutProps {
  title: string;
  lead?: ReactNode;
  /** Above the title: the steps of the welcome. */
  above?: ReactNode;
  children: ReactNode;
  /** Under the card: quiet links. */
  below?: ReactNode;
}

/** The calm page around sign-in, welcome and invitation. */
export function AuthLayout({ title, lead, above, children, below }: AuthLayoutProps) {
  const t = useAuthMessages();
  const { i18n } = useTranslation();
  const choose = (language: string) => {
    setRequestContext({ language });
    void changeLanguage(language as Language);
  };
  return (
    <div className={classes.page}>
      <header className={classes.brand}>
        <Logo size={28} />
        <span>Sillage</span>
      </header>
      <main className={classes.card}>
        {above}
        <div>
          <h1 className={classes.title}>{title}</h1>
          {lead ? <p className={classes.lead}>{lead}</p> : null}
        </div>
        {children}
      </main>
      <footer className={classes.below}>
        {below}
        <SegmentedControl
          size="xs"
          aria-label={t("layout.language")}
          value={i18n.language}
          onChange={choose}
          data={[
            { value: "fr", label: t("layout.french") },
            { value: "en", label: t("layout.english") },
          ]}
        />
      </footer>
    </div>
  );
}
