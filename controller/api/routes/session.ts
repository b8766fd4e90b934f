import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { issueLogin } from "../../access/grant-access.ts";
import { hashSecret } from "../../access/secrets.ts";
import { API } from "../../contract/api.ts";
import { Holder } from "../../store/access-records.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { clearSessionCookie, SESSION_COOKIE } from "../session-cookie.ts";

const LoginLink = z.object({ url: z.url() });

/** Who am I, a link for another browser, and logging out. */
export const session =
  ({ store }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.session,
      { schema: { summary: "Who is asking", response: { 200: Holder } } },
      ({ identity }) => {
        if (identity === null || identity.kind === "probe") throw notAPerson();
        return identity.holder;
      },
    );
    app.delete(
      API.session,
      { schema: { summary: "Log out", response: { 204: z.null() } } },
      async (request, reply) => {
        const secret = request.cookies[SESSION_COOKIE];
        if (secret !== undefined) await store.access.endSession(hashSecret(secret));
        clearSessionCookie(reply);
        return reply.code(204).send(null);
      },
    );
    app.post(
      `${API.session}/link`,
      {
        schema: {
          summary: "A link that logs its first visitor in, within the hour",
          response: { 201: LoginLink },
        },
        config: { need: "admin" },
      },
      async (request, reply) => {
        const { identity, protocol, host } = request;
        if (identity === null || identity.kind === "probe") throw notAPerson();
        const secret = await issueLogin(store.access, identity.holder);
        return reply.code(201).send({ url: `${protocol}://${host}/login?token=${secret}` });
      },
    );
    done();
  };

function notAPerson(): ApiProblem {
  return new ApiProblem(403, {
    code: "forbidden",
    message: "Probes have no session.",
    mend: "Use a login or an API token.",
  });
}
