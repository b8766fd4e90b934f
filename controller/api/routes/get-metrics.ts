import type { FastifyPluginCallback } from "fastify";
import { API } from "../../contract/api.ts";
import type { ApiDeps } from "../api-deps.ts";

/** Figures of this process, for Prometheus. */
export const getMetrics =
  ({ metrics }: Pick<ApiDeps, "metrics">): FastifyPluginCallback =>
  (app, _options, done) => {
    app.get(
      API.metrics,
      { schema: { summary: "Figures of this process, for Prometheus", produces: ["text/plain"] } },
      async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()),
    );
    done();
  };
