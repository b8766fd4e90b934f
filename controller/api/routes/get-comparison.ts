import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import { Comparison, ComparisonQuery } from "../../contract/comparison.ts";
import { loadComparison } from "../../query/load-comparison.ts";
import type { ApiDeps } from "../api-deps.ts";

/** Two paths held against each other. */
export const getComparison =
  ({ store, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.comparison,
      {
        schema: {
          summary: "Two paths from one vantage over the same window",
          querystring: ComparisonQuery,
          response: { 200: Comparison },
        },
      },
      ({ query }) => loadComparison(store.buckets, query, now()),
    );
    done();
  };
