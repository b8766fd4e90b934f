import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { API } from "../../contract/api.ts";
import type { EventFeed } from "../event-feed.ts";

/** News of changes as server-sent events; a comment every 15 s keeps the connection open. */
export const getEvents =
  (feed: EventFeed): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.events,
      {
        sse: "only",
        compress: false,
        // The answer to HEAD would never end.
        exposeHeadRoute: false,
        schema: {
          summary: "News of changes (server-sent events)",
          produces: ["text/event-stream"],
        },
      },
      async (_request, reply) => {
        const { sse } = reply;
        sse.keepAlive();
        const leave = feed.join({
          send: ({ id, event }) => {
            // A reader that has gone is taken off by onClose; what it missed it asks for again.
            sse.send({ id, event: event.kind, data: event }).catch(leave);
          },
          end: () => sse.close(),
        });
        sse.onClose(leave);
        // Tells the reader at once that the stream is open, and when to come back after a break.
        await sse.send({ retry: RECONNECT_MS, data: undefined });
      },
    );
    done();
  };

const RECONNECT_MS = 2_000;
