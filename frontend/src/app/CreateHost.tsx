import { Modal, UnstyledButton } from "@mantine/core";
import { Suspense } from "react";
import { translate } from "../lib/i18n";
import type { CreateProps } from "../lib/manifest";
import { useSession } from "../lib/session";
import { createMenu, createRequest, openCreate } from "../lib/stores";
import { Keys } from "../ui/Keys";
import { lazyPart } from "../ui/lazyPart";
import sheet from "../ui/MobileSheet.module.css";
import { allowed, offers } from "./manifests";
import { useAppMessages } from "./messages";

const dialogs = new Map<string, React.LazyExoticComponent<React.ComponentType<CreateProps>>>(
  offers.create.map((action) => [action.object, lazyPart(action.dialog)]),
);

/** The creation menu (key C) and the dialog somebody asked for. */
export function CreateHost() {
  const t = useAppMessages();
  const { permissions } = useSession();
  const menuOpen = createMenu.use();
  const request = createRequest.use();
  const actions = allowed(offers.create, permissions);
  const Dialog = request ? dialogs.get(request.object) : undefined;
  const closeMenu = () => createMenu.set(false);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const action = actions.find((candidate) => candidate.key === event.key.toLowerCase());
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    closeMenu();
    openCreate(action.object);
  };

  return (
    <>
      <Modal opened={menuOpen} onClose={closeMenu} title={t("create.title")} size={360} onKeyDown={onKeyDown}>
        <div className={sheet.list}>
          {actions.length === 0 ? <p>{t("create.empty")}</p> : null}
          {actions.map(({ object, label, icon: ActionIcon, key }) => (
            <UnstyledButton
              key={object}
              className={sheet.row}
              onClick={() => {
                closeMenu();
                openCreate(object);
              }}
            >
              <ActionIcon size={18} stroke={1.75} />
              <span style={{ flex: 1 }}>{translate(label.ns, label.key)}</span>
              {key ? <Keys keys={key} /> : null}
            </UnstyledButton>
          ))}
        </div>
      </Modal>
      {request && Dialog ? (
        <Suspense fallback={null}>
          <Dialog preset={request.preset} onClose={() => createRequest.set(null)} />
        </Suspense>
      ) : null}
    </>
  );
}
