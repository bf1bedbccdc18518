import { IconBuilding, IconUsers } from "@tabler/icons-react";
import type { FeatureManifest } from "../../lib/manifest";
import { writeNote } from "../../lib/noteFocus";
import { contactQuery, fetchContacts } from "./contacts/queries";
import { listQuery } from "./listQueries";
import { customerMessages } from "./messages";
import { fetchOrganisations, organisationQuery } from "./organisations/queries";
import { listScopes } from "./useCustomerList";

const label = (key: string) => ({ ns: "customers", key });

/** Contacts and organisations. */
export const manifest: FeatureManifest = {
  name: "customers",
  messages: [customerMessages],
  routes: [
    {
      area: "workspace",
      path: "/contacts",
      page: () => import("./contacts/ContactsPage"),
      title: label("contacts"),
      permission: "contact.see",
      prefetch: ({ queries, session }) => {
        if (listScopes(session, "contact")[0] === "all")
          void queries.prefetchInfiniteQuery(listQuery("contact", fetchContacts, { owner: "all" }, "name"));
      },
    },
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
      path: "/organisations",
      page: () => import("./organisations/OrganisationsPage"),
      title: label("organisations"),
      permission: "organisation.see",
      prefetch: ({ queries, session }) => {
        if (listScopes(session, "organisation")[0] === "all")
          void queries.prefetchInfiniteQuery(
            listQuery("organisation", fetchOrganisations, { owner: "all" }, "name"),
          );
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
