import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import { Heatmap, HeatmapQuery } from "../../contract/heatmap.ts";
import { loadHeatmap } from "../../query/load-heatmap.ts";
import type { ApiDeps } from "../api-deps.ts";

/** Times over time of one series. */
export const getHeatmap =
  ({ store, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.heatmap,
      {
        schema: {
          summary: "How many answers of one series fell into each band of times, step by step",
          querystring: HeatmapQuery,
          response: { 200: Heatmap },
        },
      },
      ({ query }) => loadHeatmap(store.buckets, query, now()),
    );
    done();
  };
