import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { API } from "../../contract/api.ts";
import type { Estate } from "../../contract/estate.ts";
import { Identifier } from "../../contract/measured.ts";
import { ModelError } from "../../contract/model-error.ts";
import { Recommendation } from "../../contract/recommendation.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { readEstate, unknownService } from "../read-estate.ts";

const ListQuery = z.object({
  /** The first service of the estate when left out. */
  service: Identifier.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const RecommendationId = z.string().regex(/^REC-\d{4,}$/, "looks like REC-0001");

/** @throws ApiProblem for a service that is not in the estate */
function serviceOf(estate: Estate, asked: string | undefined): string {
  const service = asked ?? estate.services[0]?.id;
  if (service !== undefined && estate.services.some(({ id }) => id === service)) return service;
  throw unknownService(service, estate);
}

/** Recommendations, newest first, and each by its number; and how well their predictions held. */
export const getRecommendations =
  ({ store }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.recommendations,
      {
        schema: {
          summary: "Recommendations for a service, newest first",
          querystring: ListQuery,
          response: { 200: z.array(Recommendation) },
        },
      },
      async ({ query }) => {
        const service = serviceOf(await readEstate(store), query.service);
        return store.recommendations.list(service, query.limit);
      },
    );
    app.get(
      `${API.recommendations}/:id`,
      {
        schema: {
          summary: "One recommendation",
          params: z.object({ id: RecommendationId }),
          response: { 200: Recommendation },
        },
      },
      async ({ params }) => {
        const found = await store.recommendations.get(params.id);
        if (found !== null) return found;
        throw new ApiProblem(404, {
          code: "unknown_recommendation",
          message: `There is no recommendation ${params.id}.`,
          mend: "List them to see which there are.",
          fields: [{ path: "id", message: "names no recommendation" }],
        });
      },
    );
    app.get(
      API.modelErrors,
      {
        schema: {
          summary: "How far earlier predictions were from what was measured later, newest first",
          querystring: ListQuery.pick({ service: true }),
          response: { 200: z.array(ModelError) },
        },
      },
      async ({ query }) =>
        store.recommendations.errors(serviceOf(await readEstate(store), query.service)),
    );
    done();
  };
