import { beforeAll, expect, test } from "vitest";
import { createFormatter } from "../../../lib/format";
import type { GridField, GridObject } from "../../../lib/grid/types";
import { translate } from "../../../lib/i18n";
import { startFrench } from "../../../test/render";
import { gridMessages } from "./messages";
import { filterSentence, leafWords, type SentenceContext } from "./sentences";

const field = (name: string, kind: string, label: string, more: Partial<GridField> = {}): GridField => ({
  name,
  kind,
  label,
  target: null,
  choices: [],
  required: false,
  writable: true,
  sortable: true,
  filterable: true,
  groupable: true,
  operators: [],
  custom: false,
  ...more,
});

const objects = [
  {
    name: "contact",
    fields: [
      field("city", "text", "Ville"),
      field("owner_id", "member", "Responsable"),
      field("created_at", "datetime", "Créé le"),
      field("organisation_id", "relation", "Entreprise", { target: "organisation" }),
      field("tags", "tags", "Étiquettes"),
    ],
  },
  {
    name: "organisation",
    fields: [
      field("city", "text", "Ville"),
      field("amount", "money", "Montant"),
      field("kind", "choice", "Type", { choices: [{ value: "client", label: "Client" }] }),
    ],
  },
] as unknown as GridObject[];

const context: SentenceContext = {
  objects,
  object: "contact",
  nameOf: (_field, value) => ({ m1: "Inès Lambert", t1: "Industrie", t2: "Salon" })[value],
  say: (key, values) => translate("grid", key, values),
  format: createFormatter("fr"),
};
const said = (name: string, operator: string, value?: unknown) => {
  const words = leafWords({ field: name, operator, value }, context);
  return [words.field, words.operator, words.value].filter(Boolean).join(" ");
};

beforeAll(() => startFrench(gridMessages));

test("conditions read as French sentences", () => {
  expect(said("city", "is", "Lyon")).toBe("Ville est Lyon");
  expect(said("city", "not_empty")).toBe("Ville n’est pas vide");
  expect(said("owner_id", "any_of", ["me"])).toBe("Responsable est moi");
  expect(said("owner_id", "none_of", ["m1", "me"])).toBe("Responsable sauf Inès Lambert, moi");
  expect(said("tags", "has_all", ["t1", "t2"])).toBe("Étiquettes contient à la fois Industrie, Salon");
  expect(said("organisation_id.kind", "is", "client")).toBe("Entreprise › Type est Client");
});

test("relative dates say their period, singular and plural", () => {
  expect(said("created_at", "within_last", { amount: 30, unit: "day" })).toBe(
    "Créé le\u00a0: dans les 30 derniers jours",
  );
  expect(said("created_at", "older_than", { amount: 1, unit: "year" })).toBe(
    "Créé le\u00a0: il y a plus de 1 an",
  );
  expect(said("created_at", "previous", "quarter")).toBe("Créé le\u00a0: le trimestre dernier");
  expect(said("created_at", "this", "month")).toBe("Créé le\u00a0: ce mois-ci");
});

test("amounts and ranges are written as one reads them", () => {
  expect(said("organisation_id.amount", "between", ["1000", "5000.5"])).toBe(
    "Entreprise › Montant est entre 1\u202f000 et 5\u202f000,5",
  );
});

test("groups keep their brackets and an unknown field says that it is gone", () => {
  const filter = {
    and: [
      { field: "city", operator: "is", value: "Lyon" },
      {
        or: [
          { field: "owner_id", operator: "empty" },
          { field: "tags", operator: "has_any", value: ["t1"] },
        ],
      },
    ],
  };

  expect(filterSentence(filter, context)).toBe(
    "Ville est Lyon et (Responsable est vide ou Étiquettes contient Industrie)",
  );
  expect(said("custom.old", "is", "x")).toBe("Champ supprimé");
  expect(said("city", "is", "")).toBe("Ville à compléter");
});
