import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useFormat } from "../../../lib/format";
import type { PanelProps } from "../../../lib/manifest";
import { useCan } from "../../../lib/session";
import { Avatar } from "../../../ui/Avatar";
import { ErrorState } from "../../../ui/ErrorState";
import { RecordSections } from "../../../ui/RecordSections";
import { EditableFact } from "../../../ui/record/EditableFact";
import { Facts } from "../../../ui/record/Facts";
import { PanelIdentity } from "../../../ui/record/RecordHeader";
import { useRecordSave } from "../../../ui/record/useRecordSave";
import { SidePanel, SidePanelSkeleton } from "../../../ui/SidePanel";
import { notifyProblem, notifyUndo } from "../../../ui/toasts";
import { Amount } from "../../../ui/values";
import { useProductMessages } from "../messages";
import {
  deleteProduct,
  type Product,
  priceOf,
  productQuery,
  refreshProducts,
  updateProduct,
  vatRatesQuery,
} from "./queries";

function ProductFacts({ product, canEdit }: { product: Product; canEdit: boolean }) {
  const t = useProductMessages();
  const format = useFormat();
  const { data: rates } = useQuery(vatRatesQuery);
  const queryKey = useMemo(() => ["product", product.id], [product.id]);
  const send = useCallback(
    (version: number, values: Record<string, unknown>) => updateProduct(product.id, version, values),
    [product.id],
  );
  const { save, dialog } = useRecordSave<Product>({ queryKey, object: "product", name: product.name, send });
  const text = (key: "name" | "reference" | "unit" | "description") => (
    <EditableFact
      label={t(key)}
      value={product[key] ?? ""}
      editable={canEdit}
      onSave={(value) => save({ [key]: value || null }, { label: t(key) })}
    />
  );
  const choice = (
    key: "kind" | "vat_rate" | "active",
    label: string,
    options: { value: string; label: string }[],
    change: (value: string) => unknown,
  ) => (
    <EditableFact
      label={label}
      value={String(product[key] ?? "")}
      shown={options.find((option) => option.value === String(product[key] ?? ""))?.label}
      options={options}
      editable={canEdit}
      onSave={(value) => save({ [key]: change(value) }, { label })}
    />
  );
  return (
    <Facts>
      {text("reference")}
      {text("name")}
      <EditableFact
        label={t("price")}
        value={product.price === null ? "" : format.number(Number(product.price), 2)}
        shown={<Amount value={product.price} currency={product.currency} />}
        editable={canEdit}
        onSave={(value) => save({ price: value ? (priceOf(value) ?? value) : null }, { label: t("price") })}
      />
      {text("unit")}
      {choice(
        "vat_rate",
        t("vat"),
        [
          { value: "", label: t("noVat") },
          ...(rates ?? []).map((rate) => ({ value: rate.rate, label: format.percent(Number(rate.rate)) })),
        ],
        (value) => value || null,
      )}
      {choice(
        "kind",
        t("kind"),
        [
          { value: "product", label: t("kinds.product") },
          { value: "service", label: t("kinds.service") },
        ],
        (value) => value,
      )}
      {choice(
        "active",
        t("active"),
        [
          { value: "true", label: t("yes") },
          { value: "false", label: t("no") },
        ],
        (value) => value === "true",
      )}
      {text("description")}
      {dialog}
    </Facts>
  );
}

/** A product beside the catalogue. */
export default function ProductPanel({ id, onClose }: PanelProps) {
  const t = useProductMessages();
  const queries = useQueryClient();
  const can = useCan();
  const { data: product, error, refetch } = useQuery(productQuery(id));
  if (error && !product)
    return (
      <SidePanel label={t("product")} onClose={onClose}>
        <ErrorState error={error} title={t("failed")} onRetry={() => void refetch()} />
      </SidePanel>
    );
  if (!product) return <SidePanelSkeleton onClose={onClose} />;
  const remove = async () => {
    onClose();
    try {
      const { changeSetId } = await deleteProduct(id);
      notifyUndo(t("deleted", { name: product.name }), changeSetId);
    } catch (failure) {
      notifyProblem(failure);
    }
    await refreshProducts(queries);
  };
  const canEdit = can("product.edit");
  return (
    <SidePanel
      label={product.name}
      onClose={onClose}
      actions={
        can("product.delete") ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t("delete")}>
                <IconDots size={16} stroke={1.75} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} stroke={1.75} />}
                onClick={() => void remove()}
              >
                {t("delete")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null
      }
    >
      <PanelIdentity
        lead={<Avatar name={product.name} kind="company" size={48} />}
        title={product.name}
        subtitle={product.reference}
      />
      <ProductFacts product={product} canEdit={canEdit} />
      <RecordSections object="product" id={id} canEdit={canEdit} />
    </SidePanel>
  );
}
