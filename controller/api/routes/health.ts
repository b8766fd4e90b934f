import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { API } from "../../contract/api.ts";
import type { ApiDeps } from "../api-deps.ts";
import { troubleProblem } from "../api-problem.ts";

const Fine = z.object({ status: z.literal("ok") });

/**
 * Whether the process lives (`/healthz`) and whether it can take and count batches (`/readyz`, which
 * names the trouble where it cannot). Pages and reading go on in most troubles.
 */
export const health =
  ({ gauge }: Pick<ApiDeps, "gauge">): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.healthz,
      {
        config: { need: "always" },
        schema: { summary: "Whether the process lives", response: { 200: Fine } },
      },
      () => ({ status: "ok" as const }),
    );
    app.get(
      API.readyz,
      {
        config: { need: "always" },
        schema: { summary: "Whether the process can work", response: { 200: Fine } },
      },
      () => {
        const trouble = gauge.trouble();
        if (trouble !== null) throw troubleProblem(trouble);
        return { status: "ok" as const };
      },
    );
    done();
  };
