import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { mayBeChanged } from "../../answers/may-be-changed.ts";
import { planShadow } from "../../answers/plan-shadow.ts";
import { AnswersAnswer, AnswersAsked, AnswersQuery } from "../../contract/answers.ts";
import { API } from "../../contract/api.ts";
import { RoutingDesign } from "../../contract/aws/routing-design.ts";
import { ShadowId, ShadowPlan } from "../../contract/shadow.ts";
import { loadAnswers } from "../../query/load-answers.ts";
import { loadInventoryRefresh } from "../../query/load-inventory-refresh.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { openAudit } from "../audit.ts";
import { awsNotSetUp } from "../aws-not-set-up.ts";
import { readEstate } from "../read-estate.ts";
import { ServiceParams, serviceIn } from "./services.ts";

/** A job that waits for longer than this finds its plan gone. */
const TAKEN_UP_WITHIN_MS = 600_000;

/** What Route 53 answers the clients of a service, and the asking of it anew. */
export const answers =
  ({ store, queues, log, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    const audit = openAudit(log);
    const needAws = async () => {
      const refresh = await loadInventoryRefresh(store, queues.aws);
      if (refresh.state === "not-set-up") throw awsNotSetUp(refresh);
    };
    const needApply = async (account: string) => {
      if (!(await mayBeChanged(store, account))) throw notToBeChanged(account);
    };
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
          store.answers.askingSinceMs(service.id, query.about),
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
        await needAws();
        const askingSinceMs = now();
        await store.answers.tellAsking(service.id, "live", askingSinceMs);
        await queues.aws.askAnswers({ service: service.id, askedAtMs: askingSinceMs });
        audit(request, "answers.ask", { service: service.id });
        return reply.code(202).send({ service: service.id, askingSinceMs });
      },
    );
    app.post(
      `${API.services}/:id/answers/shadow`,
      {
        config: { need: "operator" },
        schema: {
          summary:
            "What would be written to try a design under a shadow name; nothing is written before it is confirmed",
          params: ServiceParams,
          body: RoutingDesign,
          response: { 200: ShadowPlan },
        },
      },
      async ({ params, body }) => {
        const service = serviceIn(await readEstate(store), params.id);
        await needAws();
        const plan = await planShadow(store, service, body, now());
        if ("reason" in plan) throw notPlanned(plan.reason);
        await needApply(plan.account);
        await store.shadows.put({ plan, state: "planned", untilMs: plan.confirmUntilMs });
        return plan;
      },
    );
    app.post(
      `${API.services}/:id/answers/shadow/:shadow`,
      {
        config: { need: "operator" },
        schema: {
          summary: "Confirm a planned shadow: it is written, asked about and deleted again",
          params: ServiceParams.extend({ shadow: ShadowId }),
          response: { 202: AnswersAsked },
        },
      },
      async (request, reply) => {
        const { id, shadow } = request.params;
        const known = await store.shadows.get(shadow);
        const isOpen = known?.plan.service === id && known.plan.confirmUntilMs >= now();
        if (!isOpen || known.state !== "planned") throw noPlan(shadow);
        await needAws();
        await needApply(known.plan.account);
        // Only one of those who confirm it at the same time gets it.
        const lease = await store.shadows.take(shadow, "planned");
        if (lease === null) throw noPlan(shadow);
        const askingSinceMs = now();
        const untilMs = askingSinceMs + TAKEN_UP_WITHIN_MS;
        await store.shadows.put({ plan: lease.plan, state: "confirmed", untilMs });
        await store.answers.tellAsking(id, "proposed", askingSinceMs);
        await queues.aws.askAnswers({ service: id, shadow, askedAtMs: askingSinceMs });
        const { account, zone, shadowName, records } = lease.plan;
        const written = { account, zone, shadowName, sets: records.length };
        audit(request, "answers.shadow", { service: id, shadow, ...written });
        return reply.code(202).send({ service: id, askingSinceMs });
      },
    );
    done();
  };

function notPlanned(reason: string): ApiProblem {
  return new ApiProblem(409, {
    code: "no_shadow",
    message: `The design cannot be tried: ${reason}`,
    mend: "Give record sets of the service's name in its own public hosted zone.",
  });
}

function notToBeChanged(account: string): ApiProblem {
  return new ApiProblem(409, {
    code: "not_to_be_changed",
    message: `No controller that runs may change records of account ${account}.`,
    mend: "Add apply to the account in the file of --aws-accounts, and start the controller anew: `apply: {}` is what also reads it, `apply: { roleArn: ... }` a role of its own.",
  });
}

function noPlan(shadow: string): ApiProblem {
  return new ApiProblem(404, {
    code: "unknown_shadow",
    message: `There is no plan ${shadow} to confirm: its time is over, or it was confirmed already.`,
    mend: "Plan it anew, look at it, and confirm it within ten minutes.",
  });
}

function noName(service: string): ApiProblem {
  return new ApiProblem(409, {
    code: "no_dns_entry",
    message: `${service} declares no Route 53 name, so there is no answer to tell.`,
    mend: "Declare entries.dns in its service file.",
  });
}
