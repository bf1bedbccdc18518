import { Button, Skeleton, Switch } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { usePanel } from "../../../lib/address";
import { useFormat } from "../../../lib/format";
import { useCan } from "../../../lib/session";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Section } from "../../../ui/record/RecordHeader";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import classes from "../details/details.module.css";
import { useCustomerMessages } from "../messages";
import {
  compareNow,
  decide,
  type Proposal,
  proposalsQuery,
  type Registry,
  refreshRegistry,
  registryQuery,
  switchRegistry,
} from "./queries";

function LastRun({ registry }: { registry: Registry }) {
  const t = useCustomerMessages();
  const format = useFormat();
  const run = registry.last_run;
  if (!run) return <p className={classes.mark}>{t("registry.never")}</p>;
  if (run.state === "running")
    return <p className={classes.mark}>{t("registry.running", { count: run.checked })}</p>;
  if (run.state === "stopped") return <p className={classes.mark}>{t("registry.stopped")}</p>;
  const { checked, proposed, missing } = run;
  return (
    <p className={classes.mark}>
      {t("registry.lastRun", { date: format.date(run.started_at), checked, proposed, missing })}
    </p>
  );
}

function useReadable() {
  const t = useCustomerMessages();
  const format = useFormat();
  return (values: Proposal["before"]) => {
    const texts = Object.entries(values as Record<string, string | null>).map(([name, value]) => {
      if (!value || name === "name") return null;
      if (name === "legal_status") return t(`legalStatus.${value as "active" | "closed"}`);
      return name === "closed_on" ? format.date(value) : value;
    });
    return texts.filter(Boolean).join(", ") || "–";
  };
}

function ProposalLine({ proposal, canEdit }: { proposal: Proposal; canEdit: boolean }) {
  const t = useCustomerMessages();
  const queries = useQueryClient();
  const { open } = usePanel();
  const readable = useReadable();
  const name = proposal.organisation_name;
  const choose = useMutation({
    mutationFn: (accepted: boolean) => decide(proposal.id, accepted),
    onSuccess: async ({ changeSetId }, accepted) => {
      notifyUndo(t(accepted ? "registry.accepted" : "registry.ignored", { name }), changeSetId);
      await refreshRegistry(queries);
      await queries.invalidateQueries({ queryKey: ["organisation"] });
    },
    onError: (error) => notifyProblem(error),
  });
  return (
    <li className={classes.proposal}>
      <div className={classes.proposalText}>
        <Button
          variant="subtle"
          size="compact-sm"
          px={0}
          onClick={() => open("organisation", proposal.organisation_id)}
        >
          {name}
        </Button>
        <p className={classes.mark}>{t(`registry.change.${proposal.field}`)}</p>
        <p className={classes.before}>{readable(proposal.before)}</p>
        <p className={classes.after}>{readable(proposal.after)}</p>
      </div>
      {canEdit ? (
        <>
          <Button
            size="xs"
            variant="default"
            aria-label={`${t("registry.accept")}, ${name}`}
            loading={choose.isPending && choose.variables}
            onClick={() => choose.mutate(true)}
          >
            {t("registry.accept")}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            aria-label={`${t("registry.ignore")}, ${name}`}
            onClick={() => choose.mutate(false)}
          >
            {t("registry.ignore")}
          </Button>
        </>
      ) : null}
    </li>
  );
}

/** Asking the public register of companies, and the changes it reports. */
export default function RegistryPage() {
  const t = useCustomerMessages();
  const can = useCan();
  const queries = useQueryClient();
  const registry = useQuery({
    ...registryQuery(),
    refetchInterval: (query) => (query.state.data?.last_run?.state === "running" ? 3_000 : false),
  });
  const proposals = useQuery(proposalsQuery());
  const change = useMutation({
    mutationFn: (act: () => Promise<Registry>) => act(),
    onSuccess: (data) => {
      queries.setQueryData(registryQuery().queryKey, data);
      return refreshRegistry(queries);
    },
    onError: (error) => notifyProblem(error),
  });
  if (registry.error)
    return (
      <ErrorState
        error={registry.error}
        title={t("registry.failed")}
        onRetry={() => void registry.refetch()}
      />
    );
  const known = registry.data;
  const manages = can("workspace.manage");
  return (
    <div className={classes.page}>
      <header>
        <h2 className={classes.pageTitle}>{t("registry.title")}</h2>
        <p className={classes.mark}>{t("registry.hint")}</p>
      </header>
      {known ? (
        <>
          {known.available ? (
            <Switch
              label={t("registry.enable")}
              description={t("registry.enableHint")}
              checked={known.enabled}
              disabled={!manages || change.isPending}
              onChange={(event) => {
                const wanted = event.currentTarget.checked;
                change.mutate(() => switchRegistry(wanted));
              }}
            />
          ) : (
            <p className={classes.mark}>{t("registry.unavailable")}</p>
          )}
          {known.enabled ? (
            <div className={classes.block}>
              <LastRun registry={known} />
              {manages ? (
                <div>
                  <Button
                    variant="default"
                    size="xs"
                    disabled={known.last_run?.state === "running" || change.isPending}
                    onClick={() => change.mutate(compareNow)}
                  >
                    {t("registry.compare")}
                  </Button>
                </div>
              ) : null}
            </div>
          ) : null}
        </>
      ) : (
        <Skeleton height={48} />
      )}
      <Section title={t("registry.proposals")} count={proposals.data?.items.length || undefined}>
        {proposals.data?.items.length === 0 ? (
          <EmptyState
            icon={IconChecks}
            title={t("registry.noProposals")}
            text={t("registry.noProposalsText")}
          />
        ) : null}
        <ul>
          {proposals.data?.items.map((proposal) => (
            <ProposalLine key={proposal.id} proposal={proposal} canEdit={can("organisation.edit")} />
          ))}
        </ul>
      </Section>
    </div>
  );
}
