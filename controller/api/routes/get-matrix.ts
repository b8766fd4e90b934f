import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import { Matrix, MatrixQuery } from "../../contract/matrix.ts";
import { loadMatrix } from "../../query/load-matrix.ts";
import type { ApiDeps } from "../api-deps.ts";
import { readEstate, unknownService } from "../read-estate.ts";

/** From every vantage to every endpoint of a service by one entry. */
export const getMatrix =
  ({ store, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.matrix,
      {
        // Thousands of cells: to check each against the contract again takes longer than to write them.
        serializerCompiler: () => JSON.stringify,
        schema: {
          summary: "Latency from every vantage to every endpoint",
          querystring: MatrixQuery,
          response: { 200: Matrix },
        },
      },
      async ({ query }) => {
        const estate = await readEstate(store);
        const matrix = await loadMatrix(store, estate, query, now());
        if (matrix === null) throw unknownService(query.service, estate);
        return matrix;
      },
    );
    done();
  };
