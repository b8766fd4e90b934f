import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { API } from "../../contract/api.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";

const Fine = z.object({ status: z.literal("ok") });

/** Whether the process lives (`/healthz`) and whether it can do its work (`/readyz`). */
export const health =
  ({ store, workersRun }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.healthz,
      {
        config: { need: "open" },
        schema: { summary: "Whether the process lives", response: { 200: Fine } },
      },
      () => ({ status: "ok" as const }),
    );
    app.get(
      API.readyz,
      {
        config: { need: "open" },
        schema: { summary: "Whether the process can work", response: { 200: Fine } },
      },
      async () => {
        await store.ping().catch((cause: unknown) => {
          throw notReady("Redis does not answer.", cause);
        });
        if (workersRun() === false) throw notReady("The workers of this process stand still.");
        return { status: "ok" as const };
      },
    );
    done();
  };

function notReady(message: string, cause?: unknown): ApiProblem {
  const mend = "Wait a moment; if it stays, look at the controller's log and at Redis.";
  return new ApiProblem(503, { code: "not_ready", message, mend }, { cause });
}
