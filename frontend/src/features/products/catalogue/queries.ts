import { type QueryClient, queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";

export type Product = api.ProductDetail;

/** One product. */
export const productQuery = (id: string) =>
  queryOptions({
    queryKey: ["product", id],
    queryFn: async () => (await api.getProduct({ path: { product_id: id } })).data,
  });

/** VAT rates in force today. */
export const vatRatesQuery = queryOptions({
  queryKey: ["vat-rate"],
  queryFn: async () => (await api.listVatRates()).data,
  staleTime: 3_600_000,
});

/** Makes a product or service. */
export function createProduct(values: api.ProductIn): Promise<Written<Product>> {
  return written(api.createProduct({ body: values }));
}

/** Changes fields of a product read at `version`. */
export function updateProduct(
  id: string,
  version: number,
  change: api.ProductPatch,
): Promise<Written<Product>> {
  return written(api.updateProduct({ path: { product_id: id }, body: { ...change, version } }));
}

/** Puts a product into the trash. */
export function deleteProduct(id: string): Promise<Written<unknown>> {
  return written(api.deleteProduct({ path: { product_id: id } }));
}

/** Looks again at every list of products. */
export function refreshProducts(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries();
}

/** A typed amount as the server reads it; null when it is none. */
export function priceOf(typed: string): string | null {
  const plain = typed.replace(/[\s\u00a0\u202f€]/gu, "").replace(",", ".");
  return /^\d+(\.\d{1,2})?$/u.test(plain) ? plain : null;
}
