import { Modal, NativeSelect, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { usePanel } from "../../../lib/address";
import { useDraft } from "../../../lib/drafts";
import { useFormat } from "../../../lib/format";
import type { CreateProps } from "../../../lib/manifest";
import { DraftNote } from "../../../ui/forms/DraftNote";
import { FormActions } from "../../../ui/forms/FormActions";
import { FormProblem } from "../../../ui/forms/FormProblem";
import { useProblemForm } from "../../../ui/forms/useProblemForm";
import { notifyUndo } from "../../../ui/toasts";
import { useProductMessages } from "../messages";
import { createProduct, type Product, priceOf, refreshProducts, vatRatesQuery } from "./queries";

interface ProductForm extends Record<string, unknown> {
  reference: string;
  name: string;
  kind: string;
  unit: string;
  price: string;
  vat_rate: string;
}

const EMPTY: ProductForm = { reference: "", name: "", kind: "service", unit: "", price: "", vat_rate: "20" };

/** The few things that make a product. */
export default function CreateProduct({ onClose }: CreateProps) {
  const t = useProductMessages();
  const format = useFormat();
  const queries = useQueryClient();
  const { open } = usePanel();
  const { data: rates } = useQuery(vatRatesQuery);
  const draft = useDraft<ProductForm>("product-create", EMPTY);
  const form = useForm<ProductForm>({
    mode: "controlled",
    initialValues: draft.value,
    onValuesChange: draft.setValue,
    validate: {
      reference: (value) => (value.trim() ? null : t("needed")),
      name: (value) => (value.trim() ? null : t("needed")),
      price: (value) => (value.trim() && priceOf(value) === null ? t("priceInvalid") : null),
    },
  });
  const { busy, problem, submit } = useProblemForm(form);
  const send = async () => {
    const { values } = form;
    const { data, changeSetId } = await createProduct({
      reference: values.reference.trim(),
      name: values.name.trim(),
      kind: values.kind as Product["kind"],
      unit: values.unit.trim() || null,
      price: priceOf(values.price),
      vat_rate: (values.vat_rate || null) as never,
    });
    draft.clear();
    onClose();
    notifyUndo(t("created", { name: data.name }), changeSetId);
    open("product", data.id);
    await refreshProducts(queries);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.validate().hasErrors) void submit(send);
  };
  return (
    <Modal opened onClose={onClose} title={t("create")} size={480}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap={12}>
          <TextInput
            {...form.getInputProps("name")}
            label={t("name")}
            maxLength={200}
            required
            data-autofocus
          />
          <SimpleGrid cols={2} spacing={12}>
            <TextInput {...form.getInputProps("reference")} label={t("reference")} maxLength={60} required />
            <NativeSelect
              {...form.getInputProps("kind")}
              label={t("kind")}
              data={[
                { value: "service", label: t("kinds.service") },
                { value: "product", label: t("kinds.product") },
              ]}
            />
            <TextInput {...form.getInputProps("price")} label={t("price")} inputMode="decimal" />
            <TextInput
              {...form.getInputProps("unit")}
              label={t("unit")}
              placeholder={t("unitPlaceholder")}
              maxLength={20}
            />
          </SimpleGrid>
          <NativeSelect
            {...form.getInputProps("vat_rate")}
            label={t("vat")}
            data={[
              { value: "", label: t("noVat") },
              ...(rates ?? []).map((rate) => ({
                value: rate.rate,
                label: format.percent(Number(rate.rate)),
              })),
            ]}
          />
          <FormProblem problem={problem} />
          <DraftNote savedAt={draft.savedAt} />
          <FormActions submit={t("submit")} busy={busy} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
