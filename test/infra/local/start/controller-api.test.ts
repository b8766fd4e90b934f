import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { controllerApi } from "../../../../infra/local/start/controller-api.ts";
import { awaitFirstMeasurements } from "../../../../infra/local/start/first-measurements.ts";

/** A controller that gives the same answer to everything, and records the questions. */
async function answering(status: number, body: unknown) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { asked, api: controllerApi(`http://127.0.0.1:${port}`, "secret") };
}

const problem = (code: string) => ({ code, message: "In words.", mend: "Do.", requestId: "r" });

describe("infra/local/start/controller-api", () => {
  it("asks with the token, once for each service", async () => {
    const { asked, api } = await answering(200, []);
    expect(await api.recommendations(["shop", "search"])).toEqual([]);
    expect(asked.sort()).toEqual([
      "/v1/recommendations?service=search&limit=1 Bearer secret",
      "/v1/recommendations?service=shop&limit=1 Bearer secret",
    ]);
  });

  it("takes 'nothing is declared' for no estate, and no other refusal", async () => {
    expect(await (await answering(503, problem("no_estate"))).api.estate()).toBeNull();
    await expect((await answering(401, problem("no_token"))).api.estate()).rejects.toThrow(
      "GET /v1/estate answered 401: In words.",
    );
    await expect((await answering(502, "proxy")).api.estate()).rejects.toThrow(/answered 502/);
  });
});

describe("infra/local/start/first-measurements", () => {
  const status = (newestBatchAtMs: number | null) =>
    ({ vantages: [{ newestBatchAtMs }] }) as Awaited<
      ReturnType<ReturnType<typeof controllerApi>["status"]>
    >;

  it("waits for a batch of this run, through failures", async () => {
    const answers = [() => status(null), () => status(999), null, () => status(1_000)];
    const api = {
      status: () => {
        const answer = answers.shift();
        return answer ? Promise.resolve(answer()) : Promise.reject(new Error("busy"));
      },
    };
    expect(await awaitFirstMeasurements(api, 1_000, new AbortController().signal, 0)).toBe(true);
    expect(answers).toEqual([]);
  });

  it("stops waiting when it is told to", async () => {
    const over = new AbortController();
    const waiting = awaitFirstMeasurements(
      { status: () => Promise.resolve(status(null)) },
      1,
      over.signal,
      60_000,
    );
    over.abort();
    expect(await waiting).toBe(false);
  });
});
