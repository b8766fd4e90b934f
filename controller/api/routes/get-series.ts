import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import { SeriesAnswer, SeriesQuery } from "../../contract/series.ts";
import { loadSeries } from "../../query/load-series.ts";
import type { ApiDeps } from "../api-deps.ts";

/** One series over time. */
export const getSeries =
  ({ store, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.series,
      {
        schema: {
          summary: "One series over time",
          querystring: SeriesQuery,
          response: { 200: SeriesAnswer },
        },
      },
      ({ query }) => loadSeries(store.buckets, query, now()),
    );
    done();
  };
