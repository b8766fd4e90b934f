import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Problem } from "../contract/problem.ts";
import { ApiProblem } from "./api-problem.ts";
import { problemOfError } from "./problem-of-error.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The code of the Problem that it was answered with; null for a success. */
    problemCode: string | null;
  }
}

/** What a refusal for trouble says where nothing better is known. */
const RETRY_AFTER_S = 5;

/** Makes every answer that is no success a Problem, also for addresses and methods that do not exist. */
export function answerProblems(app: FastifyInstance): void {
  app.decorateRequest("problemCode", null);
  const methodsByPath = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ method, url }) => {
    const methods = methodsByPath.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    methodsByPath.set(url, methods);
  });
  app.setErrorHandler((error, request, reply) => send(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    const methods = [...methodsByPath]
      .filter(([pattern]) => matches(pattern, path))
      .flatMap(([, each]) => [...each]);
    if (methods.length === 0 || methods.includes(request.method)) {
      return send(notFound(path), request, reply);
    }
    reply.header("allow", methods.join(", "));
    return send(wrongMethod(request.method, path, methods), request, reply);
  });
}

function send(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, problem } = problemOfError(error);
  // A refusal in our own words is an answer, and the gauge logs Redis's trouble once; only what nobody
  // foresaw needs its stack in the log.
  const foreseen = error instanceof ApiProblem || status === 503;
  if (status >= 500 && !foreseen) {
    request.log.error({ err: error, requestId: request.id }, "request failed");
  }
  request.problemCode = problem.code;
  if (status === 503 && !reply.hasHeader("retry-after")) reply.header("retry-after", RETRY_AFTER_S);
  const body: Problem = { ...problem, requestId: request.id };
  // Sent as text: a route's own schema describes its success only.
  return reply
    .code(status)
    .type("application/json; charset=utf-8")
    .serializer((text: string) => text)
    .send(JSON.stringify(body));
}

/** Whether a path belongs to a route such as `/v1/recommendations/:id`; `*` alone belongs to pages. */
function matches(pattern: string, path: string): boolean {
  if (pattern.includes("*")) return false;
  const parts = pattern.split("/");
  const given = path.split("/");
  return (
    parts.length === given.length &&
    parts.every((part, at) => part.startsWith(":") || part === given[at])
  );
}

function notFound(path: string): ApiProblem {
  return new ApiProblem(404, {
    code: "not_found",
    message: `There is nothing at ${path}.`,
    mend: "See /docs for the addresses there are.",
  });
}

function wrongMethod(method: string, path: string, methods: readonly string[]): ApiProblem {
  return new ApiProblem(405, {
    code: "method_not_allowed",
    message: `${path} does not answer ${method}.`,
    mend: `Use ${methods.join(" or ")}.`,
  });
}
