import type { FastifyInstance } from "fastify";
import { PROBE_API } from "../../probe/contract/wire.ts";
import type { Metrics } from "../metrics/metrics.ts";

const ACCEPTED = 202;

/** Counts every answer by its route, and what became of every batch. */
export function countRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook("onResponse", (request, reply, done) => {
    const { method, routeOptions, problemCode } = request;
    const { statusCode, elapsedTime } = reply;
    // Addresses that do not exist are many; they count as one.
    const route = routeOptions.url ?? "unknown";
    metrics.request({
      method: routeOptions.url === undefined ? "any" : method,
      route,
      status: statusCode,
    });
    if (route === PROBE_API.batches && method === "POST") {
      if (statusCode === ACCEPTED) metrics.acknowledged(elapsedTime / 1_000);
      else metrics.batch({ result: "refused", reason: problemCode ?? "gone" });
    }
    done();
  });
}
