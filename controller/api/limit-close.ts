import type { FastifyInstance } from "fastify";

/** Given to requests that are in work when the server is closed. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * Cuts what is still connected some time after the server was told to close. A connection on which nothing
 * was asked yet, as browsers open them in advance, counts as busy for Node: it would be waited for.
 */
export function limitClose(app: FastifyInstance): void {
  let timer: NodeJS.Timeout | undefined;
  app.addHook("preClose", (done) => {
    timer = setTimeout(() => app.server.closeAllConnections(), ANSWER_WITHIN_MS);
    done();
  });
  app.addHook("onClose", (_app, done) => {
    clearTimeout(timer);
    done();
  });
}
