import type { Translated } from "../lib/i18n";
import type fr from "./messages.fr";

const messages: Translated<typeof fr> = {
  home: {
    title: "Home",
    emptyTitle: "Nothing is open to your role yet",
    emptyText: "An administrator of your workspace can give you access to contacts and deals.",
  },
  notFound: { title: "Page not found", text: "This address leads to no page.", back: "Back to home" },
  noWorkspace: {
    title: "No workspace is open to you",
    text: "Your account exists but belongs to no active workspace. Ask an administrator for an invitation.",
    signOut: "Sign out",
  },
  settings: {
    title: "Settings",
    me: "Me",
    workspace: "Workspace",
    data: "Data",
    installation: "Installation",
    menu: "Settings sections",
  },
  create: { title: "Create", empty: "Your role does not allow creating records." },
  palette: {
    title: "Command palette",
    placeholder: "Search for a record or an action",
    best: "Best result",
    recent: "Recent",
    search: "Search",
    allResults: "Show all results for “{{text}}”",
    actions: "Actions",
    actionsOn: "Actions on {{name}}",
    pages: "Go to",
    none: "No result for “{{text}}”",
    noneHint: "Check the spelling, or type > to look for an action.",
    failed: "The search did not work. Actions remain available.",
    scopeActions: "actions",
    scopeNumbers: "numbers",
    scopePeople: "people",
    browse: "browse",
    openPanel: "open in panel",
    open: "Open",
    loading: "Searching",
    results_one: "{{count}} result",
    results_other: "{{count}} results",
  },
  shortcuts: {
    title: "Keyboard shortcuts",
    everywhere: "Everywhere",
    go: "Go to",
    search: "Search for a record or an action",
    searchPage: "Search",
    create: "Create",
    help: "Show these shortcuts",
    goTo: "{{page}}",
  },
};

export default messages;
