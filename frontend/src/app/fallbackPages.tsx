import { Button } from "@mantine/core";
import { IconCompass, IconLock } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { EmptyState } from "../ui/EmptyState";
import { useAppMessages } from "./messages";
import { signOut } from "./signOut";

/** Shown when the role opens no destination. */
export function HomePage() {
  const t = useAppMessages();
  return <EmptyState icon={IconLock} title={t("home.emptyTitle")} text={t("home.emptyText")} />;
}

/** Shown for an address that leads nowhere. */
export function NotFoundPage() {
  const t = useAppMessages();
  return (
    <EmptyState
      icon={IconCompass}
      title={t("notFound.title")}
      text={t("notFound.text")}
      actions={
        <Button component="a" href="/">
          {t("notFound.back")}
        </Button>
      }
    />
  );
}

/** Shown to somebody signed in who belongs to no workspace. */
export function NoWorkspacePage() {
  const t = useAppMessages();
  const queries = useQueryClient();
  return (
    <EmptyState
      icon={IconLock}
      title={t("noWorkspace.title")}
      text={t("noWorkspace.text")}
      actions={<Button onClick={() => void signOut(queries)}>{t("noWorkspace.signOut")}</Button>}
    />
  );
}
