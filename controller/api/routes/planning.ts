import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import { PlacementAdvice, PlacementQuery } from "../../contract/placement.ts";
import { RecoveryAdvice } from "../../contract/recovery-advice.ts";
import { loadPlacement } from "../../query/load-placement.ts";
import { loadRecovery } from "../../query/load-recovery.ts";
import type { ApiDeps } from "../api-deps.ts";
import { readEstate } from "../read-estate.ts";
import { ServiceParams, serviceIn } from "./services.ts";

/** What to build: further sites, and how the loss of a Region is survived. */
export const planning =
  ({ store, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      `${API.services}/:id/placement`,
      {
        schema: {
          summary: "Which further sites would help whom, as routing would lead them",
          params: ServiceParams,
          querystring: PlacementQuery,
          response: { 200: PlacementAdvice },
        },
      },
      async ({ params, query }) => {
        const estate = await readEstate(store);
        return loadPlacement(store, estate, serviceIn(estate, params.id), query, now());
      },
    );
    app.get(
      `${API.services}/:id/recovery`,
      {
        schema: {
          summary: "Which recovery strategy meets the targets of a service for the least money",
          params: ServiceParams,
          response: { 200: RecoveryAdvice },
        },
      },
      async ({ params }) => {
        const service = serviceIn(await readEstate(store), params.id);
        return loadRecovery(store, service, now());
      },
    );
    done();
  };
