import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { redeemLogin } from "../../access/grant-access.ts";
import type { ApiDeps } from "../api-deps.ts";
import { LOGIN_STYLE, loginPage } from "../login-page.ts";
import { setSessionCookie } from "../session-cookie.ts";

/** Longer than any secret that is issued. */
const Query = z.object({ token: z.string().max(200).default("") });

/** The link printed at start leads here: its secret is exchanged, once, for a session. */
export const login =
  ({ store }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      "/login",
      {
        config: { need: "open" },
        // A HEAD request, such as a link preview makes, must not use the secret up.
        exposeHeadRoute: false,
        schema: { querystring: Query, hide: true },
      },
      async ({ query }, reply) => {
        const session = await redeemLogin(store.access, query.token);
        reply.header("cache-control", "no-store");
        if (session === null) {
          return reply
            .code(401)
            .type("text/html; charset=utf-8")
            .send(loginPage("This link was used before, or it is too old."));
        }
        setSessionCookie(reply, session);
        return reply.redirect("/", 303);
      },
    );
    app.get(
      "/login.css",
      { config: { need: "always" }, schema: { hide: true } },
      (_request, reply) => reply.type("text/css; charset=utf-8").send(LOGIN_STYLE),
    );
    done();
  };
