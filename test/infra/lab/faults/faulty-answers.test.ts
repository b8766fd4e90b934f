import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import { FaultyAnswers } from "../../../../infra/lab/faults/faulty-answers.ts";
import { listen } from "../../../../infra/lab/http/listening.ts";

describe("infra/lab/faults/faulty-answers", () => {
  let answers: FaultyAnswers;
  let server: Server;
  let port: number;

  beforeEach(async () => {
    answers = new FaultyAnswers((_, response) => response.end(), seededRandom(7));
    server = createServer();
    server.on("request", (request, response) => answers.take(request, response));
    port = await listen(server, { address: "127.0.0.1", port: 0 });
  });
  afterEach(() => {
    answers.close();
    server.closeAllConnections();
    server.close();
  });

  /** Asks, and resolves when the server has the request; `status` comes with the answer. */
  const ask = async (path = "/") => {
    const request = get({ host: "127.0.0.1", port, path, agent: false });
    const status = once(request, "response").then(([response]: IncomingMessage[]) => {
      response?.resume();
      return response?.statusCode;
    });
    status.catch(() => undefined);
    await once(server, "request");
    return { status };
  };

  it("gives a slow answer the fault that is there when its time has come", async () => {
    answers.set({ kind: "slow", ms: 30 });
    const good = await ask();
    expect(await good.status).toBe(200);
    const late = await ask();
    answers.set({ kind: "error-page" });
    expect(await late.status).toBe(503);
  });

  it("fails the health page alone, or a share of the others", async () => {
    const statuses = async (path: string, times: number) => {
      const told: (number | undefined)[] = [];
      for (let at = 0; at < times; at += 1) told.push(await (await ask(path)).status);
      return told;
    };
    answers.set({ kind: "health-page" });
    expect([...(await statuses("/healthz?a=1", 1)), ...(await statuses("/", 1))]).toEqual([
      503, 200,
    ]);
    answers.set({ kind: "brown-out", errorRatio: 0.3 });
    expect(await statuses("/healthz", 5)).toEqual([200, 200, 200, 200, 200]);
    const failed = (await statuses("/", 60)).filter((status) => status === 503).length;
    expect(failed).toBeGreaterThan(8);
    expect(failed).toBeLessThan(30);
  });

  it("answers what hung by the next fault, each once", async () => {
    answers.set({ kind: "hang" });
    const asked = [await ask(), await ask()];
    answers.set({ kind: "black-hole" });
    answers.set({ kind: "error-page" });
    answers.set({ kind: "none" });
    expect(await Promise.all(asked.map(({ status }) => status))).toEqual([503, 503]);
  });

  it("resets what hung when nobody listens any more", async () => {
    answers.set({ kind: "hang" });
    const { status } = await ask();
    answers.set({ kind: "refuse" });
    await expect(status).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});
