import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { askAdvice } from "../../advise/ask-advice.ts";
import { API } from "../../contract/api.ts";
import { ServiceChange, ServiceRemoved } from "../../contract/service-change.ts";
import { ServiceFile } from "../../contract/service-file.ts";
import { putService } from "../../core/service/put-service.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { openAudit } from "../audit.ts";
import { changeEstate } from "../change-estate.ts";
import { leaveBody } from "../leave-body.ts";
import { invalidService, readServiceBody } from "../service-body.ts";
import { takeTexts } from "../take-texts.ts";
import { ServiceParams, serviceIn } from "./services.ts";

const OPERATOR = { need: "operator" } as const;

/** Declares services, and takes them out of the estate. */
export const changeServices =
  (deps: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    const { store, queues, log } = deps;
    const audit = openAudit(log);
    const one = `${API.services}/:id`;
    takeTexts(app);
    app.setValidatorCompiler(leaveBody);
    app.post(
      `${API.services}/validate`,
      {
        schema: {
          summary: "What declaring a service would change; nothing is changed (JSON or YAML)",
          body: ServiceFile,
          response: { 200: ServiceChange },
        },
      },
      async ({ body }) => {
        const estate = await store.estate.read();
        return putOrThrow(estate, readServiceBody(body, estate)).change;
      },
    );
    app.put(
      one,
      {
        config: OPERATOR,
        schema: {
          summary: "Declare a service, new or in the place of the one before (JSON or YAML)",
          params: ServiceParams,
          body: ServiceFile,
          response: { 200: ServiceChange },
        },
      },
      async (request) => {
        const file = readServiceBody(request.body, await store.estate.read(), request.params.id);
        let change: ServiceChange | undefined;
        await changeEstate(deps, (estate) => {
          const put = putOrThrow(estate, file);
          change = put.change;
          return put.estate;
        });
        if (change === undefined) throw new Error("the estate was changed without being asked");
        audit(request, "services.put", change);
        await askAdvice(store, queues.advice, [file.id]);
        return change;
      },
    );
    app.delete(
      one,
      {
        config: OPERATOR,
        schema: {
          summary: "Take a service out of the estate; what was measured stays",
          params: ServiceParams,
          response: { 200: ServiceRemoved },
        },
      },
      async (request) => {
        const { id } = request.params;
        let left: string[] = [];
        await changeEstate(deps, (estate) => {
          const gone = serviceIn(estate, id);
          const services = (estate?.services ?? []).filter((service) => service !== gone);
          if (estate === null || services.length === 0) throw lastService(id);
          left = services.map((service) => service.id);
          return { ...estate, services };
        });
        await Promise.all(
          [store.answers, store.history, store.advice].map((each) => each.forget(id)),
        );
        audit(request, "services.remove", { service: id });
        return { service: id, left };
      },
    );
    done();
  };

function putOrThrow(...args: Parameters<typeof putService>) {
  const put = putService(...args);
  if (!put.ok) throw invalidService(put.faults);
  return put;
}

function lastService(id: string): ApiProblem {
  return new ApiProblem(409, {
    code: "last_service",
    message: `${id} is the only service: without it nothing would be measured.`,
    mend: "Add another service first.",
  });
}
