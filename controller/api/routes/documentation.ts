import fastifySwaggerUi from "@fastify/swagger-ui";
import type { FastifyPluginAsync } from "fastify";
import { API } from "../../contract/api.ts";

/** The description of this API for programs, and pages of it for people. */
export const documentation: FastifyPluginAsync = async (app) => {
  app.get(API.openapi, { schema: { hide: true } }, () => app.swagger());
  await app.register(fastifySwaggerUi, {
    routePrefix: API.documentation,
    // The badge would ask a foreign server about this one's address.
    uiConfig: { validatorUrl: null },
  });
};
