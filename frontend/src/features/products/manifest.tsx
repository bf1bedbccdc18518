import { IconBox } from "@tabler/icons-react";
import type { FeatureManifest } from "../../lib/manifest";
import { productMessages } from "./messages";

const label = (key: string) => ({ ns: "products", key });

/** The catalogue of products and services. */
export const manifest: FeatureManifest = {
  name: "products",
  messages: [productMessages],
  grids: [
    {
      object: "product",
      path: "/products",
      title: label("products"),
      icon: IconBox,
      avatar: "none",
      columns: ["name", "reference", "kind", "price", "unit", "vat_rate", "active"],
      sort: "name",
      tabs: { all: label("products") },
      quick: [{ label: label("onSale"), leaf: { field: "active", operator: "is", value: true } }],
      empty: { title: label("emptyTitle"), text: label("emptyText") },
      failed: label("failedList"),
      create: label("create"),
    },
  ],
  navigation: [
    {
      label: label("products"),
      icon: IconBox,
      path: "/products",
      order: 55,
      permission: "product.see",
    },
  ],
  panels: [
    {
      object: "product",
      page: () => import("./catalogue/ProductPanel"),
      path: (id) => `/products?panel=product:${id}`,
      icon: IconBox,
      plural: label("products"),
    },
  ],
  create: [
    {
      object: "product",
      label: label("product"),
      icon: IconBox,
      order: 60,
      permission: "product.create",
      dialog: () => import("./catalogue/CreateProduct"),
    },
  ],
  palette: {
    actions: [
      {
        id: "product.create",
        label: label("create"),
        icon: IconBox,
        keywords: "créer produit service article catalogue create product",
        permission: "product.create",
        run: ({ openCreate }) => openCreate("product"),
      },
    ],
  },
};
