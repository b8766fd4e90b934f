import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import { API } from "../../controller/contract/api.ts";
import type { Estate } from "../../controller/contract/estate.ts";
import type { Matrix } from "../../controller/contract/matrix.ts";
import type { Entry, Metric } from "../../controller/contract/measured.ts";
import type { Recommendation } from "../../controller/contract/recommendation.ts";
import type { Status } from "../../controller/contract/status.ts";
import { heldMatrix } from "../view-model/held-matrix.ts";
import { ApiError, getJson, isInTrouble, isUndeclared } from "./api.ts";

const RETRIES = 2;
const UNDECLARED_INTERVAL_MS = 1_000;
/** No event tells that a trouble is over. */
const TROUBLE_INTERVAL_MS = 3_000;

/** Answers stay until the event stream, the clock or the reader asks again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < RETRIES && isPassing(error),
      },
    },
  });
}

/** Only what may pass by itself is tried again; a refusal stays a refusal. */
function isPassing(error: Error): boolean {
  if (isUndeclared(error) || isInTrouble(error)) return false;
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
}

export const statusQuery = queryOptions({
  queryKey: ["status"],
  queryFn: ({ signal }) => getJson<Status>(API.status, {}, signal),
  // Without an estate there is nothing to be told of yet, so the page asks until there is one.
  refetchInterval: ({ state }) => {
    if (isUndeclared(state.error)) return UNDECLARED_INTERVAL_MS;
    const isOn = isInTrouble(state.error) || (state.data?.trouble ?? null) !== null;
    return isOn ? TROUBLE_INTERVAL_MS : false;
  },
});

export const estateQuery = queryOptions({
  queryKey: ["estate"],
  queryFn: ({ signal }) => getJson<Estate>(API.estate, {}, signal),
});

export interface MatrixQuestion {
  service: string | undefined;
  entry: Entry;
  metric: Metric;
  windowMs: number;
}

export function matrixQuery(question: MatrixQuestion) {
  return queryOptions({
    queryKey: ["matrix", question],
    queryFn: async ({ signal }) => {
      const askedAtMs = Date.now();
      return heldMatrix(await getJson<Matrix>(API.matrix, { ...question }, signal), askedAtMs);
    },
    placeholderData: keepPreviousData,
    enabled: question.service !== undefined,
  });
}

/** The newest recommendation of a service; null while there is none. */
export function recommendationQuery(service: string | undefined) {
  return queryOptions({
    queryKey: ["recommendations", service],
    queryFn: async ({ signal }) => {
      const question = { service, limit: 1 };
      const newest = await getJson<Recommendation[]>(API.recommendations, question, signal);
      return newest[0] ?? null;
    },
    enabled: service !== undefined,
  });
}
