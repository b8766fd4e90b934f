import { randomUUID } from "node:crypto";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import { fastifySSE } from "@fastify/sse";
import swagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { answerProblems } from "./answer-problems.ts";
import type { ApiDeps } from "./api-deps.ts";
import { holdBack } from "./back-pressure.ts";
import { countRequests } from "./count-requests.ts";
import { openEstateWaits } from "./estate-waits.ts";
import { openEventFeed } from "./event-feed.ts";
import { guard } from "./guard.ts";
import { limitClose } from "./limit-close.ts";
import { answers } from "./routes/answers.ts";
import { changeServices } from "./routes/change-services.ts";
import { dashboard } from "./routes/dashboard.ts";
import { deadLetters } from "./routes/dead-letters.ts";
import { documentation } from "./routes/documentation.ts";
import { drift } from "./routes/drift.ts";
import { failoverPlans } from "./routes/failover-plans.ts";
import { getAssignment } from "./routes/get-assignment.ts";
import { getComparison } from "./routes/get-comparison.ts";
import { getDistribution } from "./routes/get-distribution.ts";
import { getEstate } from "./routes/get-estate.ts";
import { getEvents } from "./routes/get-events.ts";
import { getHeatmap } from "./routes/get-heatmap.ts";
import { getMatrix } from "./routes/get-matrix.ts";
import { getMetrics } from "./routes/get-metrics.ts";
import { getRecommendations } from "./routes/get-recommendations.ts";
import { getSeries } from "./routes/get-series.ts";
import { getStatus } from "./routes/get-status.ts";
import { health } from "./routes/health.ts";
import { history } from "./routes/history.ts";
import { inventory } from "./routes/inventory.ts";
import { login } from "./routes/login.ts";
import { planning } from "./routes/planning.ts";
import { postBatches } from "./routes/post-batches.ts";
import { postStretches } from "./routes/post-stretches.ts";
import { prices } from "./routes/prices.ts";
import { proposals } from "./routes/proposals.ts";
import { services } from "./routes/services.ts";
import { session } from "./routes/session.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

const HEARTBEAT_MS = 15_000;
/** Of every body but those of batches, which set their own. */
const LARGEST_BODY_BYTES = 100_000;

/** Puts the server together: what holds for every request first, then the routes. */
export async function buildServer(deps: ApiDeps): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    // Addresses of logins carry a secret, so the server's own lines about requests are left out.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: LARGEST_BODY_BYTES,
    forceCloseConnections: "idle",
  });
  limitClose(app);
  app.removeContentTypeParser("text/plain");
  answerProblems(app);
  countRequests(app, deps.metrics);
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    if (request.url.startsWith("/v1/")) reply.header("cache-control", "no-store");
    done();
  });
  await app.register(helmet, SECURITY_HEADERS);
  holdBack(app, deps);
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  await app.register(compress, { globalDecompression: false });
  await app.register(fastifySSE, { heartbeatInterval: HEARTBEAT_MS });
  await app.register(swagger, {
    openapi: { info: { title: "Isochrone controller", version: "1.0" } },
    transform: jsonSchemaTransform,
  });
  guard(app, deps.store.access);
  if (!deps.servesApi) {
    deps.metrics.follow({ ...sources(deps), readers: () => 0 });
    await app.register(async (routes) => {
      routes.setSerializerCompiler(serializerCompiler);
      await routes.register(health(deps));
    });
    await app.register(getMetrics(deps));
    return app;
  }
  const feed = openEventFeed(deps.store.changes, deps.now);
  const waits = openEstateWaits(deps.store.changes);
  deps.metrics.follow({ ...sources(deps), readers: feed.count });
  app.addHook("preClose", (done) => {
    feed.close();
    waits.close();
    done();
  });
  await app.register(async (routes) => {
    // Only here: a plugin that brings a JSON Schema of its own could not be registered under them.
    routes.setValidatorCompiler(validatorCompiler);
    routes.setSerializerCompiler(serializerCompiler);
    for (const route of ROUTES) await routes.register(route(deps));
    await routes.register(getAssignment(deps, waits));
    await routes.register(getEvents(feed));
  });
  await app.register(getMetrics(deps));
  await app.register(documentation);
  await app.register(dashboard(deps));
  return app;
}

function sources({ gauge }: ApiDeps) {
  return { look: gauge.last, trouble: gauge.trouble };
}

const ROUTES = [
  postBatches,
  postStretches,
  getStatus,
  getMatrix,
  getSeries,
  getDistribution,
  getHeatmap,
  getComparison,
  getRecommendations,
  getEstate,
  inventory,
  prices,
  proposals,
  services,
  changeServices,
  history,
  answers,
  drift,
  failoverPlans,
  planning,
  session,
  deadLetters,
  health,
  login,
];
