import { queryOptions } from "@tanstack/react-query";
import * as api from "../../../api";
import { type Written, written } from "../../../lib/http";

/** The dated rates into the workspace's currency, the latest first. */
export const exchangeRatesQuery = queryOptions({
  queryKey: ["currency", "rates"],
  queryFn: async () => (await api.listExchangeRates()).data,
});

/** Says which currencies deals may be in beside the workspace's own. */
export function setCurrencies(codes: string[]): Promise<Written<unknown>> {
  return written(api.setCurrencies({ body: { codes } }));
}

/** Enters dated rates; one of the same currency and day is replaced. */
export function enterRates(rates: api.ExchangeRateIn[]): Promise<Written<unknown>> {
  return written(api.enterExchangeRates({ body: { rates } }));
}

/** Removes a rate; the one before holds again. */
export function removeRate(id: string): Promise<Written<unknown>> {
  return written(api.removeExchangeRate({ path: { rate_id: id } }));
}
