import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import { InventoryAnswer, InventoryRefresh } from "../../contract/inventory.ts";
import { loadInventory } from "../../query/load-inventory.ts";
import { loadInventoryRefresh } from "../../query/load-inventory-refresh.ts";
import type { ApiDeps } from "../api-deps.ts";
import { openAudit } from "../audit.ts";
import { awsNotSetUp } from "../aws-not-set-up.ts";

/** What AWS holds, as it was read last, and the reading of it anew. */
export const inventory =
  ({ store, queues, log }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    const audit = openAudit(log);
    const refreshNow = () => loadInventoryRefresh(store, queues.aws);
    app.get(
      API.inventory,
      {
        schema: {
          summary: "What AWS holds as it was read last, part by part, with what could not be read",
          response: { 200: InventoryAnswer },
        },
      },
      async () => {
        const [refresh, found] = await Promise.all([refreshNow(), loadInventory(store)]);
        return { refresh, inventory: found };
      },
    );
    app.get(
      API.inventoryRefresh,
      {
        schema: {
          summary: "Where the reading of AWS stands",
          response: { 200: InventoryRefresh },
        },
      },
      refreshNow,
    );
    app.post(
      API.inventoryRefresh,
      {
        config: { need: "operator" },
        schema: {
          summary: "Read AWS anew, as soon as may be",
          response: { 202: InventoryRefresh },
        },
      },
      async (request, reply) => {
        const before = await refreshNow();
        if (before.state === "not-set-up") throw awsNotSetUp(before);
        await queues.aws.askInventory();
        audit(request, "inventory.refresh", {});
        return reply.code(202).send(await refreshNow());
      },
    );
    done();
  };
