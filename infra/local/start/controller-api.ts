import { z } from "zod";
import { API } from "../../../controller/contract/api.ts";
import { Estate } from "../../../controller/contract/estate.ts";
import { Problem } from "../../../controller/contract/problem.ts";
import { Recommendation } from "../../../controller/contract/recommendation.ts";
import { Status } from "../../../controller/contract/status.ts";

/** Code of the problem that every question gets before an estate has been loaded. */
const NOTHING_DECLARED = "no_estate";
const REQUEST_TIMEOUT_MS = 10_000;

export interface ControllerApi {
  status(): Promise<Status>;
  /** The newest of each service; none for a service without one. */
  recommendations(services: readonly string[]): Promise<Recommendation[]>;
  /** Null where none has been stored. */
  estate(): Promise<Estate | null>;
}

/** The same API that every other client uses, with the token in `apiToken`. */
export function controllerApi(url: string, apiToken: string): ControllerApi {
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(new URL(path, url), {
      headers: { authorization: `Bearer ${apiToken}`, accept: "application/json" },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    if (response.ok) return response.json();
    const problem = Problem.safeParse(await response.json().catch(() => null));
    if (problem.data?.code === NOTHING_DECLARED) return null;
    throw new Error(
      `GET ${path} answered ${response.status}: ${problem.data?.message ?? response.statusText}`,
    );
  };
  return {
    status: async () => Status.parse(await get(API.status)),
    recommendations: async (services) => {
      const lists = await Promise.all(
        services.map((service) => get(`${API.recommendations}?service=${service}&limit=1`)),
      );
      return lists.flatMap((list) => z.array(Recommendation).parse(list));
    },
    estate: async () => Estate.nullable().parse(await get(API.estate)),
  };
}
