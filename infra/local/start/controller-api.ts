import { z } from "zod";
import { API } from "../../../controller/contract/api.ts";
import { Estate } from "../../../controller/contract/estate.ts";
import { HistorySummary, ServiceHistory } from "../../../controller/contract/history-import.ts";
import { Problem } from "../../../controller/contract/problem.ts";
import { Recommendation } from "../../../controller/contract/recommendation.ts";
import { Status } from "../../../controller/contract/status.ts";

/** Code of the problem that every question gets before an estate has been loaded. */
const NOTHING_DECLARED = "no_estate";
const REQUEST_TIMEOUT_MS = 10_000;
/** Megabytes are checked and packed, while everything else starts. */
const IMPORT_TIMEOUT_MS = 60_000;

export interface ControllerApi {
  status(): Promise<Status>;
  /** The newest of each service; none for a service without one. */
  recommendations(services: readonly string[]): Promise<Recommendation[]>;
  /** Null where none has been stored. */
  estate(): Promise<Estate | null>;
  /** What a service was given of measurements from elsewhere. */
  history(service: string): Promise<ServiceHistory>;
  /** Gives a service such measurements, in place of those before; `document` is JSON. */
  putHistory(service: string, document: string): Promise<HistorySummary>;
  removeHistory(service: string): Promise<void>;
}

/** The same API that every other client uses, with the token in `apiToken`. */
export function controllerApi(url: string, apiToken: string): ControllerApi {
  const ask = async (
    method: "GET" | "PUT" | "DELETE",
    path: string,
    { body, limitMs = REQUEST_TIMEOUT_MS }: { body?: string; limitMs?: number } = {},
  ): Promise<unknown> => {
    const headers = { authorization: `Bearer ${apiToken}`, accept: "application/json" };
    const response = await fetch(new URL(path, url), {
      method,
      headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(limitMs),
    });
    if (response.ok) return response.json();
    const problem = Problem.safeParse(await response.json().catch(() => null));
    if (problem.data?.code === NOTHING_DECLARED) return null;
    throw new Error(
      `${method} ${path} answered ${response.status}: ${problem.data?.message ?? response.statusText}`,
    );
  };
  const get = (path: string) => ask("GET", path);
  const historyOf = (service: string) => `${API.services}/${service}/history`;
  return {
    status: async () => Status.parse(await get(API.status)),
    recommendations: async (services) => {
      const lists = await Promise.all(
        services.map((service) => get(`${API.recommendations}?service=${service}&limit=1`)),
      );
      return lists.flatMap((list) => z.array(Recommendation).parse(list));
    },
    estate: async () => Estate.nullable().parse(await get(API.estate)),
    history: async (service) => ServiceHistory.parse(await get(historyOf(service))),
    putHistory: async (service, body) =>
      HistorySummary.parse(
        await ask("PUT", historyOf(service), { body, limitMs: IMPORT_TIMEOUT_MS }),
      ),
    removeHistory: async (service) => void (await ask("DELETE", historyOf(service))),
  };
}
