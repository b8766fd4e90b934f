import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { PROBE_API } from "../../probe/contract/wire.ts";
import type { Trouble } from "../contract/trouble.ts";
import type { ApiDeps } from "./api-deps.ts";
import { troubleProblem } from "./api-problem.ts";
import { troublePage } from "./trouble-page.ts";

/**
 * Turns requests away before they cost Redis anything: batches while it cannot take more, and
 * everything that needs it while it does not answer. To be added before anything that asks Redis.
 */
export function holdBack(app: FastifyInstance, { gauge }: Pick<ApiDeps, "gauge">): void {
  app.addHook("onRequest", (request, reply, done) => {
    const trouble = gauge.trouble();
    if (trouble === null || !isHeldBack(request, trouble)) return done();
    reply.header("retry-after", gauge.retryAfterS());
    if (isPage(request)) return sendPage(reply, trouble);
    done(troubleProblem(trouble));
  });
}

const FROM_PROBES: ReadonlySet<string | undefined> = new Set([
  PROBE_API.batches,
  PROBE_API.stretches,
]);

function isHeldBack({ routeOptions, method }: FastifyRequest, { code }: Trouble): boolean {
  // A batch is in good hands with the queue even where this process has no worker to fold it.
  if (code === "workers_stopped") return false;
  // Other primaries may have theirs: each batch hears of its own.
  if (code === "no_replica") return false;
  if (method === "POST" && FROM_PROBES.has(routeOptions.url)) return true;
  return code === "store_unavailable" && routeOptions.config.need !== "always";
}

/** What a person opens, not what a program asks for. */
function isPage({ method, headers, url }: FastifyRequest): boolean {
  return (
    method === "GET" && !url.startsWith("/v1/") && (headers.accept ?? "").includes("text/html")
  );
}

function sendPage(reply: FastifyReply, trouble: Trouble): void {
  reply
    .code(503)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(troublePage(trouble));
}
