import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { AnswersAnswer, AnswersAsked, AnswersQuery } from "../../contract/answers.ts";
import { API } from "../../contract/api.ts";
import { loadAnswers } from "../../query/load-answers.ts";
import { loadInventoryRefresh } from "../../query/load-inventory-refresh.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { openAudit } from "../audit.ts";
import { readEstate } from "../read-estate.ts";
import { ServiceParams, serviceIn } from "./services.ts";

/** What Route 53 answers the clients of a service, and the asking of it anew. */
export const answers =
  ({ store, queues, log, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    const audit = openAudit(log);
    app.get(
      `${API.services}/:id/answers`,
      {
        schema: {
          summary:
            "Whom Route 53 leads each client group to: by lookups, by TestDNSAnswer and by the model, with how far these agree",
          params: ServiceParams,
          querystring: AnswersQuery,
          response: { 200: AnswersAnswer },
        },
      },
      async ({ params, query }) => {
        const estate = await readEstate(store);
        const service = serviceIn(estate, params.id);
        const [report, askingSinceMs, run] = await Promise.all([
          loadAnswers(store, estate, { service, ...query }, now()),
          store.answers.askingSinceMs(service.id),
          store.answers.read(service.id, query.about),
        ]);
        if (report === null) throw noName(service.id);
        return { report, askingSinceMs, askedAtMs: run?.finishedAtMs ?? null };
      },
    );
    app.post(
      `${API.services}/:id/answers/ask`,
      {
        config: { need: "operator" },
        schema: {
          summary:
            "Ask Route 53 (TestDNSAnswer) what it answers each client group, as soon as may be",
          params: ServiceParams,
          response: { 202: AnswersAsked },
        },
      },
      async (request, reply) => {
        const service = serviceIn(await readEstate(store), request.params.id);
        if (service.dns === undefined) throw noName(service.id);
        const { state, mend } = await loadInventoryRefresh(store, queues.aws);
        if (state === "not-set-up") throw awsNotSetUp(mend);
        const askingSinceMs = (await store.answers.askingSinceMs(service.id)) ?? now();
        await store.answers.tellAsking(service.id, askingSinceMs);
        await queues.aws.askAnswers({ service: service.id });
        audit(request, "answers.ask", { service: service.id });
        return reply.code(202).send({ service: service.id, askingSinceMs });
      },
    );
    done();
  };

function noName(service: string): ApiProblem {
  return new ApiProblem(409, {
    code: "no_dns_entry",
    message: `${service} declares no Route 53 name, so there is no answer to tell.`,
    mend: "Declare entries.dns in its service file.",
  });
}

function awsNotSetUp(mend: string | null): ApiProblem {
  return new ApiProblem(409, {
    code: "aws_not_set_up",
    message: "No controller that runs was told which AWS accounts to read.",
    mend: mend ?? "",
  });
}
