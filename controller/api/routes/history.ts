import { createHash } from "node:crypto";
import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { askAdvice } from "../../advise/ask-advice.ts";
import { API } from "../../contract/api.ts";
import { HistoryImport, HistorySummary, ServiceHistory } from "../../contract/history-import.ts";
import { historyFaults } from "../../core/history/history-faults.ts";
import { summariseHistory } from "../../core/history/summarise-history.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { openAudit } from "../audit.ts";
import { inflateBody } from "../inflate-body.ts";
import { readEstate } from "../read-estate.ts";
import { ServiceParams, serviceIn } from "./services.ts";

const OPERATOR = { need: "operator" } as const;
/** Four weeks of 200 paths with a median an hour are some 6 MB of JSON. */
const LIMITS = {
  inflatedBytes: 16_000_000,
  compressedBytes: 4_000_000,
  mend: "Send one median an hour instead of one every five minutes, or fewer days; 14 make a verdict firm.",
};

/** What a service is given of measurements from elsewhere: taken over, looked at, taken out. */
export const history =
  ({ store, queues, log, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    const audit = openAudit(log);
    const one = `${API.services}/:id/history`;
    app.put(
      one,
      {
        config: OPERATOR,
        bodyLimit: LIMITS.inflatedBytes,
        preParsing: inflateBody(LIMITS),
        schema: {
          summary: "Take over measurements from elsewhere, in place of those before (also gzip)",
          params: ServiceParams,
          body: HistoryImport,
          response: { 200: HistorySummary },
        },
      },
      async (request) => {
        const { body, params } = request;
        const estate = await readEstate(store);
        const service = serviceIn(estate, params.id);
        const vantages = new Set(estate.vantages.map(({ id }) => id));
        const faults = historyFaults(body, service, vantages, now());
        if (faults.length > 0) throw notOfService(service.id, faults);
        const hash = createHash("sha256").update(JSON.stringify(body)).digest("hex");
        const summary = summariseHistory(body, { hash, importedAtMs: now() });
        await store.history.write(service.id, summary, body);
        audit(request, "services.history.put", { service: service.id, ...summary });
        await askAdvice(store, queues.advice, [service.id]);
        return summary;
      },
    );
    app.get(
      one,
      {
        schema: {
          summary: "What was taken over from elsewhere, in short",
          params: ServiceParams,
          response: { 200: ServiceHistory },
        },
      },
      async ({ params }) => {
        const service = serviceIn(await store.estate.read(), params.id).id;
        const [imported, { isImportUsed, asked, answered }] = await Promise.all([
          store.history.summary(service),
          store.advice.read(service),
        ]);
        // While an evaluation is asked for, the last one tells of what was there before.
        const isUsed = asked === answered ? isImportUsed : null;
        return { service, imported, isUsed };
      },
    );
    app.delete(
      one,
      {
        config: OPERATOR,
        schema: {
          summary: "Take out what was taken over; recommendations made on it stay",
          params: ServiceParams,
          response: { 200: ServiceHistory },
        },
      },
      async (request) => {
        const { id: service } = serviceIn(await store.estate.read(), request.params.id);
        if (await store.history.forget(service)) {
          audit(request, "services.history.remove", { service });
          await askAdvice(store, queues.advice, [service]);
        }
        return { service, imported: null, isUsed: null };
      },
    );
    done();
  };

function notOfService(service: string, fields: ReturnType<typeof historyFaults>): ApiProblem {
  return new ApiProblem(400, {
    code: "invalid_history",
    message: `The history is not one of ${service}: ${fields.length === 1 ? "a fault" : `${fields.length} faults`}.`,
    mend: "Correct the fields named; GET /v1/estate lists vantages, endpoints and client groups.",
    fields,
  });
}
