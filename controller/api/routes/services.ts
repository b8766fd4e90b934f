import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { API } from "../../contract/api.ts";
import type { Estate } from "../../contract/estate.ts";
import { ServiceList } from "../../contract/service-change.ts";
import { ServiceCost, ServiceCostQuery } from "../../contract/service-cost.ts";
import { ServiceFileShape } from "../../contract/service-file-shape.ts";
import { fileOfService } from "../../core/service/file-of-service.ts";
import { summariseService } from "../../core/service/summarise-service.ts";
import { loadServiceCost } from "../../query/load-service-cost.ts";
import type { ApiDeps } from "../api-deps.ts";
import { readEstate, unknownService } from "../read-estate.ts";

/** Services as they are declared. */
export const services =
  ({ store, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.services,
      {
        schema: { summary: "The services of the estate, in short", response: { 200: ServiceList } },
      },
      async () => {
        const estate = await store.estate.read();
        return { services: (estate?.services ?? []).map(summariseService) };
      },
    );
    app.get(
      `${API.services}/:id`,
      {
        schema: {
          summary: "One service, in the form in which it can be declared again",
          params: ServiceParams,
          response: { 200: ServiceFileShape },
        },
      },
      async ({ params }) => fileOfService(serviceIn(await store.estate.read(), params.id)),
    );
    app.get(
      `${API.services}/:id/cost`,
      {
        schema: {
          summary: "What routing a service costs in a month, as it is and by a plain alternative",
          params: ServiceParams,
          querystring: ServiceCostQuery,
          response: { 200: ServiceCost },
        },
      },
      async ({ params, query }) => {
        const estate = await readEstate(store);
        const service = serviceIn(estate, params.id);
        return loadServiceCost(store, estate, service, query, now());
      },
    );
    done();
  };

/** Ids of other forms are answered like those that nothing has. */
export const ServiceParams = z.object({ id: z.string().min(1).max(200) });

/** @throws ApiProblem where the estate names no such service. */
export function serviceIn(estate: Estate | null, id: string) {
  const found = estate?.services.find((service) => service.id === id);
  if (found === undefined) throw unknownService(id, estate);
  return found;
}
