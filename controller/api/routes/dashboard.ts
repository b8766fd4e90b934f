import { extname } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyPluginAsync, FastifyReply } from "fastify";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { loginPage } from "../login-page.ts";

/** Files under here carry a hash of their content in their names. */
const HASHED_FOLDER = "/assets/";
const YEAR_S = 31_536_000;

/**
 * The pages. A path without a file extension is a place inside the dashboard, so it gets the same page;
 * visitors who are not logged in get one that tells them how to log in.
 */
export const dashboard =
  ({ dashboardDir }: ApiDeps): FastifyPluginAsync =>
  async (app) => {
    if (dashboardDir !== null) {
      await app.register(fastifyStatic, { root: dashboardDir, serve: false, cacheControl: false });
    }
    app.get("/*", { config: { need: "open" }, schema: { hide: true } }, (request, reply) => {
      const path = new URL(request.url, "http://localhost").pathname;
      if (isApiPath(path)) return reply.callNotFound();
      if (request.identity === null || request.identity.kind === "probe") {
        return reply
          .code(401)
          .header("cache-control", "no-store")
          .type("text/html; charset=utf-8")
          .send(loginPage("You are not logged in."));
      }
      if (dashboardDir === null) throw noPages();
      return sendPage(reply, path);
    });
  };

function sendPage(reply: FastifyReply, path: string): FastifyReply {
  if (path.startsWith(HASHED_FOLDER)) {
    reply.header("cache-control", `private, max-age=${YEAR_S}, immutable`);
    return reply.sendFile(path);
  }
  reply.header("cache-control", "no-cache");
  return reply.sendFile(extname(path) === "" ? "index.html" : path);
}

/** Programs that ask for what is not there want a Problem, not a page. */
function isApiPath(path: string): boolean {
  return path.startsWith("/v1/") || path.startsWith("/docs/");
}

function noPages(): ApiProblem {
  return new ApiProblem(404, {
    code: "no_dashboard",
    message: "This controller serves the API without the dashboard.",
    mend: "Build the dashboard (npm run build) and start the controller with its folder.",
  });
}
