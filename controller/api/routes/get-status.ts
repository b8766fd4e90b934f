import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import { Status } from "../../contract/status.ts";
import { composeStatus } from "../../core/verdict/compose-status.ts";
import { loadStatusInput } from "../../query/load-status-input.ts";
import type { ApiDeps } from "../api-deps.ts";
import { readEstate } from "../read-estate.ts";

/** Whether anything is wrong, where, and how far to trust that. */
export const getStatus =
  ({ store, gauge, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.status,
      { schema: { summary: "Is anything wrong, and where", response: { 200: Status } } },
      async () => {
        const input = await loadStatusInput(store, await readEstate(store), now());
        return { ...composeStatus(input), trouble: gauge.trouble() };
      },
    );
    done();
  };
