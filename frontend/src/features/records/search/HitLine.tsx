import { IconFileDescription } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { usePanel, useWorkspacePath } from "../../../lib/address";
import { matches } from "../../../lib/matching";
import { rememberRecord } from "../../../lib/recents";
import { recordKind } from "../../../lib/recordKinds";
import { Avatar } from "../../../ui/Avatar";
import { Matched } from "../../../ui/Matched";
import { useSearchMessages } from "./messages";
import type { Hit } from "./queries";
import classes from "./search.module.css";

function Lead({ hit }: { hit: Hit }) {
  if (hit.object === "contact") return <Avatar name={hit.title} />;
  if (hit.object === "organisation") return <Avatar name={hit.title} kind="company" />;
  const KindIcon = recordKind(hit.object)?.icon ?? IconFileDescription;
  return (
    <span className={classes.icon}>
      <KindIcon size={18} stroke={1.75} />
    </span>
  );
}

/** One result: opens beside the list, or as a page with Ctrl or middle click. */
export function HitLine({ hit, query }: { hit: Hit; query: string }) {
  const t = useSearchMessages();
  const { panel, open } = usePanel();
  const path = useWorkspacePath();
  const page = recordKind(hit.object)?.path(hit.id) ?? "/search";
  const follow = (event: MouseEvent) => {
    rememberRecord({ object: hit.object, id: hit.id, title: hit.title, subtitle: hit.subtitle });
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(hit.object, hit.id);
  };
  const elsewhere = query !== "" && !matches(`${hit.title} ${hit.subtitle}`, query);
  return (
    <Link
      to={path(page)}
      className={classes.hit}
      data-hit
      data-open={panel?.id === hit.id || undefined}
      onClick={follow}
    >
      <Lead hit={hit} />
      <span className={classes.text}>
        <span className={`${classes.title} truncate`}>
          <Matched text={hit.title} query={query} />
        </span>
        <span className={`${classes.subtitle} truncate`}>
          <Matched text={hit.subtitle} query={query} />
        </span>
      </span>
      {elsewhere ? (
        <span className={`${classes.matched} truncate`}>
          <span className="visually-hidden">{t("found")} </span>
          <Matched text={hit.matched} query={query} />
        </span>
      ) : null}
    </Link>
  );
}
