import { IconBuilding, IconBuildingCommunity, IconUsers } from "@tabler/icons-react";
import type { FeatureManifest } from "../../lib/manifest";
import { writeNote } from "../../lib/noteFocus";
import { contactQuery } from "./contacts/queries";
import { customerMessages } from "./messages";
import { organisationQuery } from "./organisations/queries";

const label = (key: string) => ({ ns: "customers", key });

/** Contacts and organisations. */
export const manifest: FeatureManifest = {
  name: "customers",
  messages: [customerMessages],
  routes: [
    {
      area: "workspace",
      path: "/contacts/$contactId",
      page: () => import("./contacts/ContactPage"),
      title: label("contact"),
      permission: "contact.see",
      prefetch: ({ queries, params }) => {
        if (params.contactId) void queries.prefetchQuery(contactQuery(params.contactId));
      },
    },
    {
      area: "workspace",
      path: "/organisations/$organisationId",
      page: () => import("./organisations/OrganisationPage"),
      title: label("organisation"),
      permission: "organisation.see",
      prefetch: ({ queries, params }) => {
        if (params.organisationId) void queries.prefetchQuery(organisationQuery(params.organisationId));
      },
    },
  ],
  grids: [
    {
      object: "contact",
      path: "/contacts",
      title: label("contacts"),
      icon: IconUsers,
      avatar: "person",
      columns: ["name", "organisation_id", "job_title", "email", "phone", "owner_id", "last_interaction_at"],
      sort: "name",
      tabs: {
        all: label("scope.allContacts"),
        mine: label("scope.myContacts"),
        team: label("scope.teamContacts"),
      },
      quick: [
        { label: label("quick.noCompany"), leaf: { field: "organisation_id", operator: "empty" } },
        {
          label: label("quick.createdThisMonth"),
          leaf: { field: "created_at", operator: "this", value: "month" },
        },
      ],
      empty: { title: label("list.emptyContacts"), text: label("list.emptyContactsText") },
      failed: label("list.failedContacts"),
      create: label("createContact"),
      prefetch: (queries, id) => void queries.prefetchQuery(contactQuery(id)),
    },
    {
      object: "organisation",
      path: "/organisations",
      title: label("organisations"),
      icon: IconBuilding,
      avatar: "company",
      columns: ["name", "kind", "city", "sector", "headcount", "tags", "owner_id", "updated_at"],
      sort: "name",
      tabs: {
        all: label("scope.allOrganisations"),
        mine: label("scope.myOrganisations"),
        team: label("scope.teamOrganisations"),
      },
      quick: [
        { label: label("quick.clients"), leaf: { field: "kind", operator: "is", value: "client" } },
        { label: label("quick.prospects"), leaf: { field: "kind", operator: "is", value: "prospect" } },
        { label: label("quick.partners"), leaf: { field: "kind", operator: "is", value: "partner" } },
      ],
      empty: { title: label("list.emptyOrganisations"), text: label("list.emptyOrganisationsText") },
      failed: label("list.failedOrganisations"),
      create: label("createOrganisation"),
      prefetch: (queries, id) => void queries.prefetchQuery(organisationQuery(id)),
    },
  ],
  navigation: [
    {
      label: label("contacts"),
      icon: IconUsers,
      path: "/contacts",
      order: 40,
      permission: "contact.see",
      onMobile: true,
      goKey: "c",
    },
    {
      label: label("organisations"),
      icon: IconBuilding,
      path: "/organisations",
      order: 50,
      permission: "organisation.see",
      onMobile: true,
      goKey: "e",
    },
  ],
  settings: [
    {
      path: "company-registry",
      label: label("registry.menu"),
      group: "data",
      icon: IconBuildingCommunity,
      order: 60,
      permission: "organisation.see",
      page: () => import("./registry/RegistryPage"),
    },
  ],
  panels: [
    {
      object: "contact",
      page: () => import("./contacts/ContactPanel"),
      path: (id) => `/contacts/${id}`,
      icon: IconUsers,
      plural: label("contacts"),
    },
    {
      object: "organisation",
      page: () => import("./organisations/OrganisationPanel"),
      path: (id) => `/organisations/${id}`,
      icon: IconBuilding,
      plural: label("organisations"),
    },
  ],
  create: [
    {
      object: "contact",
      label: label("contact"),
      icon: IconUsers,
      order: 20,
      permission: "contact.create",
      key: "c",
      dialog: () => import("./contacts/CreateContact"),
    },
    {
      object: "organisation",
      label: label("organisation"),
      icon: IconBuilding,
      order: 30,
      permission: "organisation.create",
      key: "e",
      dialog: () => import("./organisations/CreateOrganisation"),
    },
  ],
  palette: {
    actions: [
      {
        id: "contact.create",
        label: label("createContact"),
        icon: IconUsers,
        keywords: "créer nouveau contact personne create new person",
        permission: "contact.create",
        run: ({ openCreate }) => openCreate("contact"),
      },
      {
        id: "organisation.create",
        label: label("createOrganisation"),
        icon: IconBuilding,
        keywords: "créer nouvelle entreprise société create new company",
        permission: "organisation.create",
        run: ({ openCreate }) => openCreate("organisation"),
      },
      {
        id: "organisation.addContact",
        label: label("createContact"),
        icon: IconUsers,
        permission: "contact.create",
        onObject: "organisation",
        run: ({ openCreate }, record) => openCreate("contact", record ? { organisation_id: record.id } : {}),
      },
      {
        id: "contact.note",
        label: label("record.note"),
        icon: IconUsers,
        permission: "note.create",
        onObject: "contact",
        run: ({ go }, record) => {
          if (!record) return;
          go(`/contacts/${record.id}`);
          writeNote("contact", record.id);
        },
      },
    ],
  },
};
