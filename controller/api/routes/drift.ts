import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import { type Baseline, BaselineAccepted, BaselineRequest } from "../../contract/baseline.ts";
import { DriftAnswer, DriftQuery } from "../../contract/drift.ts";
import type { Estate } from "../../contract/estate.ts";
import type { BaselineObstacle } from "../../core/drift/take-baseline.ts";
import { acceptBaseline } from "../../drift/accept-baseline.ts";
import { loadDrift } from "../../query/load-drift.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { openAudit } from "../audit.ts";
import { readEstate } from "../read-estate.ts";
import { ServiceParams, serviceIn } from "./services.ts";

/** What stands against what was declared or recommended, and the acceptance of what stands. */
export const drift =
  ({ store, queues, log, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    const audit = openAudit(log);
    app.get(
      API.drift,
      {
        schema: {
          summary:
            "How all services stood against what was declared or recommended, as checked last",
          querystring: DriftQuery,
          response: { 200: DriftAnswer },
        },
      },
      async ({ query }) => {
        const estate = await store.estate.read();
        return loadDrift(store.drift, idsOf(estate), query);
      },
    );
    app.get(
      `${API.services}/:id/drift`,
      {
        schema: {
          summary:
            "How one service stood against what was declared or recommended, as checked last",
          params: ServiceParams,
          querystring: DriftQuery,
          response: { 200: DriftAnswer },
        },
      },
      async ({ params, query }) => {
        const { id } = serviceIn(await store.estate.read(), params.id);
        return loadDrift(store.drift, [id], query);
      },
    );
    app.post(
      `${API.services}/:id/baseline`,
      {
        config: { need: "operator" },
        schema: {
          summary: "Accept how a service is routed now as declared, with what that rests on",
          params: ServiceParams,
          body: BaselineRequest.nullish(),
          response: { 200: BaselineAccepted },
        },
      },
      async (request) => {
        const estate = await readEstate(store);
        const service = serviceIn(estate, request.params.id);
        const asked = { note: request.body?.note ?? "", atMs: now() };
        const taken = await acceptBaseline(store, estate, service, asked);
        if ("code" in taken) throw notAccepted(service.id, taken);
        audit(request, "services.baseline", { service: service.id, note: asked.note });
        await queues.drift.askCheck();
        return inShort(taken);
      },
    );
    done();
  };

function idsOf(estate: Estate | null): string[] {
  return (estate?.services ?? []).map(({ id }) => id);
}

function inShort({ service, acceptedAtMs, design, assumptions }: Baseline): BaselineAccepted {
  const zones = design?.hostedZones ?? [];
  return {
    service,
    acceptedAtMs,
    design: design === null ? "service-file" : "live",
    records: zones.reduce((sum, { records }) => sum + records.length, 0),
    healthChecks: design?.healthChecks.length ?? 0,
    accelerators: design?.accelerators.length ?? 0,
    levels: assumptions.levels.length,
  };
}

const WORDS: Record<BaselineObstacle["code"], { message: string; mend: string }> = {
  not_read: {
    message: "AWS was never read, so it is not known what stands.",
    mend: "Start a controller with --aws-accounts, then isochrone inventory --refresh.",
  },
  not_fully_read: {
    message: "What stands was not read whole, and what is not known cannot be accepted.",
    mend: "Let Isochrone read what is named, then isochrone inventory --refresh.",
  },
  nothing_stands: {
    message: "No record set and no accelerator was found that leads users to the service.",
    mend: "See that the service's names and its accelerator are right, and that their account is read.",
  },
};

function notAccepted(service: string, { code, what }: BaselineObstacle): ApiProblem {
  const { message, mend } = WORDS[code];
  const named = what.length === 0 ? "" : ` ${what.join("; ")}.`;
  return new ApiProblem(409, {
    code: `baseline_${code}`,
    message: `${service}: ${message}${named}`,
    mend,
  });
}
