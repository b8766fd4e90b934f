import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import { Distribution, DistributionQuery } from "../../contract/distribution.ts";
import { loadDistribution } from "../../query/load-distribution.ts";
import type { ApiDeps } from "../api-deps.ts";

/** How the times of one series are spread. */
export const getDistribution =
  ({ store, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.distribution,
      {
        schema: {
          summary: "How the times of one series are spread over a window",
          querystring: DistributionQuery,
          response: { 200: Distribution },
        },
      },
      ({ query }) => loadDistribution(store.buckets, query, now()),
    );
    done();
  };
