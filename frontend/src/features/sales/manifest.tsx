import { IconBriefcase, IconCoins, IconLayoutKanban, IconNote } from "@tabler/icons-react";
import type { FeatureManifest } from "../../lib/manifest";
import { writeNote } from "../../lib/noteFocus";
import { boardQuery } from "./deals/board/queries";
import { dealQuery } from "./deals/queries";
import { scopesOf } from "./deals/scopes";
import { dealMessages } from "./messages";
import { pipelinesQuery } from "./pipelines/queries";

const label = (key: string) => ({ ns: "deals", key });

/** Pipelines and deals. */
export const manifest: FeatureManifest = {
  name: "sales",
  messages: [dealMessages],
  routes: [
    {
      area: "workspace",
      path: "/pipeline",
      page: () => import("./deals/PipelinePage"),
      title: label("pipeline"),
      rail: true,
      permission: "deal.see",
      prefetch: ({ queries }) => void queries.prefetchQuery(pipelinesQuery),
    },
    {
      // The address people type for a list of deals; the page goes on to the first pipeline.
      area: "workspace",
      path: "/deals",
      page: () => import("./deals/PipelinePage"),
      title: label("pipeline"),
      rail: true,
      permission: "deal.see",
      prefetch: ({ queries }) => void queries.prefetchQuery(pipelinesQuery),
    },
    {
      area: "workspace",
      path: "/pipeline/$pipelineId",
      page: () => import("./deals/PipelinePage"),
      title: label("pipeline"),
      rail: true,
      permission: "deal.see",
      prefetch: ({ queries, params, session }) => {
        void queries.prefetchQuery(pipelinesQuery);
        const owner = scopesOf(session).at(-1) ?? "me";
        if (params.pipelineId) void queries.prefetchQuery(boardQuery(params.pipelineId, owner));
      },
    },
    {
      area: "workspace",
      path: "/deals/$dealId",
      page: () => import("./deals/DealPage"),
      title: label("deal"),
      permission: "deal.see",
      prefetch: ({ queries, params }) => {
        void queries.prefetchQuery(pipelinesQuery);
        if (params.dealId) void queries.prefetchQuery(dealQuery(params.dealId));
      },
    },
  ],
  grids: [
    {
      // Shown inside the page of a pipeline.
      object: "deal",
      path: null,
      title: label("deals"),
      icon: IconBriefcase,
      avatar: "none",
      columns: [
        "name",
        "organisation_id",
        "stage_id",
        "amount",
        "expected_close_on",
        "owner_id",
        "last_interaction_at",
        "updated_at",
      ],
      sort: "-created_at",
      tabs: { all: label("scope.all"), mine: label("scope.me"), team: label("scope.team") },
      quick: [
        { label: label("table.status.open"), leaf: { field: "status", operator: "is", value: "open" } },
        { label: label("table.status.won"), leaf: { field: "status", operator: "is", value: "won" } },
        { label: label("table.status.lost"), leaf: { field: "status", operator: "is", value: "lost" } },
      ],
      empty: { title: label("table.emptyFilter"), text: label("table.emptyFilterText") },
      failed: label("table.failed"),
      create: label("create"),
      prefetch: (queries, id) => void queries.prefetchQuery(dealQuery(id)),
    },
  ],
  relations: [
    { target: "stage", search: async (text) => (await import("./pipelines/finders")).findStages(text) },
    { target: "pipeline", search: async (text) => (await import("./pipelines/finders")).findPipelines(text) },
  ],
  navigation: [
    {
      label: label("nav"),
      icon: IconLayoutKanban,
      path: "/pipeline",
      alsoActive: ["/deals"],
      order: 30,
      permission: "deal.see",
      onMobile: true,
      goKey: "p",
    },
  ],
  panels: [
    {
      object: "deal",
      page: () => import("./deals/DealPanel"),
      path: (id) => `/deals/${id}`,
      icon: IconBriefcase,
      plural: label("deals"),
    },
  ],
  create: [
    {
      object: "deal",
      label: label("deal"),
      icon: IconBriefcase,
      order: 10,
      permission: "deal.create",
      key: "d",
      dialog: () => import("./deals/CreateDeal"),
    },
  ],
  palette: {
    actions: [
      {
        id: "deal.create",
        label: label("create"),
        icon: IconBriefcase,
        keywords: "créer nouveau deal opportunité affaire create new opportunity",
        permission: "deal.create",
        run: ({ openCreate }) => openCreate("deal"),
      },
      {
        id: "deal.createForOrganisation",
        label: label("create"),
        icon: IconBriefcase,
        permission: "deal.create",
        onObject: "organisation",
        run: ({ openCreate }, record) => openCreate("deal", record ? { organisation_id: record.id } : {}),
      },
      {
        id: "deal.note",
        label: label("palette.note"),
        icon: IconNote,
        permission: "deal.see",
        onObject: "deal",
        run: ({ go }, record) => {
          if (!record) return;
          go(`/deals/${record.id}`);
          writeNote("deal", record.id);
        },
      },
    ],
  },
  settings: [
    {
      path: "pipelines",
      label: label("pipelines.title"),
      group: "workspace",
      icon: IconLayoutKanban,
      order: 40,
      permission: "pipeline.manage",
      page: () => import("./pipelines/PipelinesPage"),
    },
    {
      path: "currencies",
      label: label("currencies.title"),
      group: "workspace",
      icon: IconCoins,
      order: 45,
      permission: "currency.manage",
      page: () => import("./currencies/CurrenciesPage"),
    },
  ],
};
