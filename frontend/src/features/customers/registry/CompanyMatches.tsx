import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { asProblem } from "../../../lib/problem";
import { formatSiren } from "../../../lib/siren";
import classes from "../details/details.module.css";
import { useCustomerMessages } from "../messages";
import { type Company, companiesQuery, registryQuery } from "./queries";

const WAIT_MS = 300;
const ENOUGH = 3;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Companies of the register that fit what is typed; nothing where the register is not asked. */
export function CompanyMatches({ text, onChoose }: { text: string; onChoose: (company: Company) => void }) {
  const t = useCustomerMessages();
  const asked = useSettled(text.trim());
  const enabled = useQuery(registryQuery()).data?.enabled ?? false;
  const found = useQuery({ ...companiesQuery(asked), enabled: enabled && asked.length >= ENOUGH });
  if (!enabled || asked.length < ENOUGH) return null;
  if (found.error) return <p className={classes.mark}>{asProblem(found.error).title}</p>;
  if (!found.data) return null;
  if (found.data.items.length === 0) return <p className={classes.mark}>{t("registry.none")}</p>;
  return (
    <div>
      <p className={classes.mark}>{t("registry.matches")}</p>
      <ul className={classes.matches} aria-label={t("registry.matches")}>
        {found.data.items.map((company) => (
          <li key={company.siren}>
            <UnstyledButton className={classes.match} onClick={() => onChoose(company)}>
              {company.name}{" "}
              <span className={`${classes.mark} tabular`}>
                {[
                  formatSiren(company.siren),
                  company.values.postal_code,
                  company.values.city,
                  company.closed ? t("registry.closed") : null,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
