import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import { Estate } from "../../contract/estate.ts";
import type { ApiDeps } from "../api-deps.ts";
import { readEstate } from "../read-estate.ts";

/** Everything that is measured, as declared. */
export const getEstate =
  ({ store }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.estate,
      { schema: { summary: "The estate as declared", response: { 200: Estate } } },
      () => readEstate(store),
    );
    done();
  };
