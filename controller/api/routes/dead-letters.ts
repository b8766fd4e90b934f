import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { API } from "../../contract/api.ts";
import { DeadLetterDetail, DeadLetterList, DeadLettersDone } from "../../contract/dead-letter.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { openAudit } from "../audit.ts";

const MOST_LISTED = 500;
const LISTED = 100;

const Query = z.object({ limit: z.coerce.number().int().min(1).max(MOST_LISTED).default(LISTED) });
const Params = z.object({ id: z.string().min(1).max(200) });
const OPERATOR = { need: "operator" } as const;

/** Batches that could not be counted: to be looked at, tried again, or thrown away. */
export const deadLetters =
  ({ queues, log }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    const letters = queues.deadLetters;
    const audit = openAudit(log);
    const one = `${API.deadLetters}/:id`;
    app.get(
      API.deadLetters,
      {
        schema: {
          summary: "Batches that could not be counted, the newest first",
          querystring: Query,
          response: { 200: DeadLetterList },
        },
      },
      ({ query }) => letters.list(query.limit),
    );
    app.get(
      one,
      {
        schema: {
          summary: "One of them, with its content and where it failed",
          params: Params,
          response: { 200: DeadLetterDetail },
        },
      },
      async ({ params }) => (await letters.show(params.id)) ?? missing(params.id),
    );
    const response = { 200: DeadLettersDone };
    app.post(
      `${one}/replay`,
      { config: OPERATOR, schema: { summary: "Try one again", params: Params, response } },
      async (request) => {
        const { id } = request.params;
        if (!(await letters.replay(id))) missing(id);
        audit(request, "dead-letters.replay", { id });
        return { done: 1 };
      },
    );
    app.delete(
      one,
      { config: OPERATOR, schema: { summary: "Throw one away", params: Params, response } },
      async (request) => {
        const { id } = request.params;
        if (!(await letters.discard(id))) missing(id);
        audit(request, "dead-letters.discard", { id });
        return { done: 1 };
      },
    );
    app.post(
      `${API.deadLetters}/replay`,
      { config: OPERATOR, schema: { summary: "Try all of them again", response } },
      async (request) => {
        const count = await letters.replayAll();
        audit(request, "dead-letters.replay-all", { done: count });
        return { done: count };
      },
    );
    app.delete(
      API.deadLetters,
      { config: OPERATOR, schema: { summary: "Throw all of them away", response } },
      async (request) => {
        const count = await letters.discardAll();
        audit(request, "dead-letters.discard-all", { done: count });
        return { done: count };
      },
    );
    done();
  };

function missing(id: string): never {
  throw new ApiProblem(404, {
    code: "unknown_dead_letter",
    message: `There is no dead letter ${id}.`,
    mend: "List them: GET /v1/dead-letters, or isochrone dead-letters.",
    fields: [{ path: "id", message: "names no dead letter" }],
  });
}
