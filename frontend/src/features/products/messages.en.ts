import type { Translated } from "../../lib/i18n";
import type fr from "./messages.fr";

const messages: Translated<typeof fr> = {
  product: "Product",
  products: "Products",
  onSale: "On sale",
  failedList: "The catalogue does not load",
  create: "Create a product",
  emptyTitle: "The catalogue is empty",
  emptyText: "Add what you sell: deals take it over as lines.",
  reference: "Reference",
  name: "Name",
  kind: "Kind",
  kinds: { product: "Product", service: "Service" },
  unit: "Unit",
  unitPlaceholder: "day, licence, piece",
  price: "Price excl. VAT",
  currency: "Currency",
  vat: "VAT",
  noVat: "Not given",
  active: "Active",
  yes: "Yes",
  no: "No",
  description: "Description",
  details: "Details",
  submit: "Create the product",
  created: "{{name}} is in the catalogue",
  deleted: "{{name}} is in the trash",
  delete: "Move to trash",
  failed: "This product does not load",
  needed: "This field is required.",
  priceInvalid: "An amount is expected, such as 1,250.50.",
};

export default messages;
