import type { Translated } from "../../../lib/i18n";
import type fr from "./messages.fr";

const messages: Translated<typeof fr> = {
  title: "Search",
  placeholder: "Name, e-mail, phone, SIREN…",
  label: "Search for a record",
  all: "All",
  results_one: "{{count, number}} result",
  results_other: "{{count, number}} results",
  first: "The first {{count, number}} results. Narrow your search to see others.",
  none: "No result for “{{text}}”",
  noneText: "Check the spelling, or look for one word of the name, e-mail or number.",
  start: "What are you looking for?",
  startText:
    "A contact, an organisation or a deal: a few letters are enough, accents and capitals do not matter.",
  recent: "Recently viewed",
  errorTitle: "The search did not work",
  found: "found by",
};

export default messages;
