import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Identity, identify } from "../access/identify.ts";
import { isSameOrigin, type Need, permit } from "../access/permit.ts";
import type { AccessRecords } from "../store/access-records.ts";
import { ApiProblem } from "./api-problem.ts";
import { SESSION_COOKIE } from "./session-cookie.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; null for nobody known. */
    identity: Identity | null;
  }
  interface FastifyContextConfig {
    /** Who may use the route; without it people with any role. `always`: also while Redis is away. */
    need?: Need | "always";
  }
}

/** Requests that one caller may make in a minute: above anything that a page or a probe does. */
const REQUESTS_PER_MINUTE = 1_200;
const HARMLESS_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Lets a request reach its route only if its sender may use it, and not too often. */
export function guard(app: FastifyInstance, records: AccessRecords): void {
  app.decorateRequest("identity", null);
  const limit = app.createRateLimit({
    max: REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    keyGenerator: callerKey,
  });
  app.addHook("onRequest", async (request, reply) => {
    if (request.routeOptions.config.need === "always") return;
    const { authorization } = request.headers;
    const session = request.cookies[SESSION_COOKIE];
    request.identity = await identify(records, { authorization, session });
    const turn = await limit(request);
    if (!turn.isAllowed && turn.isExceeded) {
      reply.header("retry-after", turn.ttlInSeconds);
      throw tooMany(turn.ttlInSeconds);
    }
    checkPermission(request);
  });
}

function callerKey({ identity, ip }: FastifyRequest): string {
  if (identity === null) return `ip ${ip}`;
  return identity.kind === "probe" ? `probe ${identity.vantage}` : `${ip} ${identity.holder.name}`;
}

function checkPermission(request: FastifyRequest): void {
  const need = request.routeOptions.config.need ?? "viewer";
  if (need === "always") return;
  const permission = permit(request.identity, need);
  if (permission === "unknown") throw unknownCaller(need);
  if (permission === "forbidden") throw forbidden(need);
  const isCookie = request.identity?.kind === "session" && need !== "open";
  if (!isCookie || HARMLESS_METHODS.has(request.method)) return;
  if (!isSameOrigin(request.headers.origin, request.headers.host)) throw foreignOrigin();
}

function unknownCaller(need: Need): ApiProblem {
  return new ApiProblem(401, {
    code: "unauthorized",
    message:
      need === "probe"
        ? "The token is missing, unknown or replaced by a newer one."
        : "Nobody is logged in, and no valid token was sent.",
    mend:
      need === "probe"
        ? "Send the token that the controller issued for the vantage as Authorization: Bearer …"
        : "Open the link that was printed at start, or run isochrone link to print a new one.",
    fields: [{ path: "authorization", message: "is missing or unknown" }],
  });
}

function forbidden(need: Need): ApiProblem {
  return new ApiProblem(403, {
    code: "forbidden",
    message: need === "probe" ? "Only probes may use this." : `This needs the role ${need}.`,
    mend: need === "probe" ? "Use a probe's token." : "Use a login or token with that role.",
  });
}

function foreignOrigin(): ApiProblem {
  return new ApiProblem(403, {
    code: "foreign_origin",
    message: "The request does not come from the dashboard's own address.",
    mend: "Open the dashboard itself, or use an API token.",
    fields: [{ path: "origin", message: "is missing or another site's" }],
  });
}

function tooMany(seconds: number): ApiProblem {
  return new ApiProblem(429, {
    code: "too_many_requests",
    message: `More than ${REQUESTS_PER_MINUTE} requests within a minute.`,
    mend: `Try again in ${seconds} s.`,
  });
}
