import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import {
  PriceChangesAnswer,
  PricesAnswer,
  PricesQuery,
  PricesRefresh,
} from "../../contract/prices.ts";
import { listPrices } from "../../core/cost/reading/list-prices.ts";
import { shippedPrices } from "../../core/cost/shipped-prices.ts";
import { loadPrices, loadPricesRefresh } from "../../query/load-prices.ts";
import type { ApiDeps } from "../api-deps.ts";
import { openAudit } from "../audit.ts";
import { awsNotSetUp } from "../aws-not-set-up.ts";

/** The prices in force, what changed them, and the reading of them anew. */
export const prices =
  ({ store, queues, log }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    const audit = openAudit(log);
    const refreshNow = () => loadPricesRefresh(store, queues.prices);
    app.get(
      API.prices,
      {
        schema: {
          summary:
            "The prices in force, each with its source, its date and how far it can be trusted",
          querystring: PricesQuery,
          response: { 200: PricesAnswer },
        },
      },
      async ({ query }) => {
        // Both need the reading, which is long: it is fetched once.
        const reading = store.prices.read();
        const once = { prices: { read: () => reading, reader: () => store.prices.reader() } };
        const [{ book, version }, refresh] = await Promise.all([
          loadPrices(once),
          loadPricesRefresh(once, queues.prices),
        ]);
        const { currency, compiledOn, hoursPerMonth, freeTransferOutGb } = book;
        return {
          version,
          ...{ currency, compiledOn, hoursPerMonth, freeTransferOutGb },
          shippedOn: shippedPrices().compiledOn,
          total: Object.keys(book.prices).length,
          prices: listPrices(book, query),
          refresh,
        };
      },
    );
    app.get(
      API.priceChanges,
      {
        schema: {
          summary: "Which prices readings of the AWS Price List changed, the newest reading first",
          response: { 200: PriceChangesAnswer },
        },
      },
      async () => ({ readings: await store.prices.news() }),
    );
    app.get(
      API.pricesRefresh,
      {
        schema: {
          summary: "Where the reading of prices stands, part by part",
          response: { 200: PricesRefresh },
        },
      },
      refreshNow,
    );
    app.post(
      API.pricesRefresh,
      {
        config: { need: "operator" },
        schema: {
          summary: "Read the AWS Price List anew, as soon as may be",
          response: { 202: PricesRefresh },
        },
      },
      async (request, reply) => {
        const before = await refreshNow();
        if (before.state === "not-set-up") throw awsNotSetUp(before, "to read prices from AWS");
        await queues.prices.ask({ isForced: true });
        audit(request, "prices.refresh", {});
        return reply.code(202).send(await refreshNow());
      },
    );
    done();
  };
