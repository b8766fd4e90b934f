import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Assignment } from "../../../probe/contract/assignment.ts";
import { ControllerClient } from "../../../probe/deliver/controller-client.ts";
import { trustAlso } from "../../../probe/trust.ts";
import { freePort, readBody, startHttpServer, type TestServer } from "../helpers/http-server.ts";
import {
  ISSUED_CERTIFICATE,
  TEST_AUTHORITY,
  TEST_CERTIFICATE,
} from "../helpers/tls-certificate.ts";

const TOKEN = "0123456789abcdef";
const assignment: Assignment = {
  wireVersion: 1,
  vantage: "office",
  version: "v1",
  batchIntervalMs: 1_000,
  rounds: [],
  runs: [],
};

let server: TestServer | null = null;
let client: ControllerClient | null = null;
afterEach(async () => {
  vi.unstubAllEnvs();
  client?.close();
  await server?.close();
});

async function connect(
  handle: Parameters<typeof startHttpServer>[0],
  path = "",
): Promise<ControllerClient> {
  server = await startHttpServer(handle);
  client = new ControllerClient(server.url + path);
  return client;
}

describe("probe/deliver/controller-client", () => {
  it("fetches an assignment with its entity tag and asks only for a newer one", async () => {
    const seen: unknown[] = [];
    const controller = await connect((request, response) => {
      const { authorization } = request.headers;
      seen.push([request.url, authorization, request.headers["if-none-match"]]);
      if (request.headers["if-none-match"] === '"v1"') response.writeHead(304).end();
      else response.setHeader("etag", '"v1"').end(JSON.stringify(assignment));
    }, "/isochrone/");
    expect(await controller.fetchAssignment("office", TOKEN, null, 0)).toEqual({
      kind: "assignment",
      assignment,
      etag: '"v1"',
    });
    expect(await controller.fetchAssignment("office", TOKEN, '"v1"', 50)).toEqual({
      kind: "unchanged",
    });
    const url = "/isochrone/v1/assignment?vantage=office";
    expect(seen).toEqual([
      [url, `Bearer ${TOKEN}`, undefined],
      [`${url}&waitMs=50`, `Bearer ${TOKEN}`, '"v1"'],
    ]);
  });

  it.each([
    ["for another vantage", { ...assignment, vantage: "other" }],
    ["of another shape", { ...assignment, rounds: "none" }],
    ["of a later wire version", { ...assignment, wireVersion: 2 }],
  ])("takes no assignment %s", async (_what, body) => {
    const controller = await connect((_request, response) => response.end(JSON.stringify(body)));
    const fetched = await controller.fetchAssignment("office", TOKEN, null, 0);
    expect(fetched.kind).toBe("unavailable");
  });

  it("compresses what is large and leaves alone what is small", async () => {
    const bodies: string[] = [];
    const controller = await connect((request, response) => {
      void readBody(request).then((body) => {
        const isGzip = request.headers["content-encoding"] === "gzip";
        bodies.push(`${isGzip} ${(isGzip ? gunzipSync(body) : body).toString("utf8")}`);
        const receipt = { vantage: "office", boot: "b", seq: 1, assignmentVersion: "v1" };
        response.writeHead(202).end(JSON.stringify(receipt));
      });
    });
    const large = JSON.stringify("y".repeat(5_000));
    expect((await controller.postBatch("{}", TOKEN)).kind).toBe("accepted");
    expect((await controller.postBatch(large, TOKEN)).kind).toBe("accepted");
    expect(bodies).toEqual(["false {}", `true ${large}`]);
  });

  it.each([
    [400, "refused"],
    [413, "refused"],
    [422, "refused"],
    [401, "unauthorized"],
    [403, "unauthorized"],
    [404, "unavailable"],
    [408, "unavailable"],
    [429, "unavailable"],
    [500, "unavailable"],
    [200, "unavailable"],
    [302, "unavailable"],
  ])("judges status %i as %s", async (status, kind) => {
    const controller = await connect((_request, response) => response.writeHead(status).end("why"));
    expect((await controller.postBatch("{}", TOKEN)).kind).toBe(kind);
  });

  it("passes on how long the controller asks to be left alone", async () => {
    const controller = await connect((_request, response) =>
      response.writeHead(503, { "retry-after": "3" }).end(),
    );
    const posted = await controller.postBatch("{}", TOKEN);
    expect(posted).toMatchObject({ kind: "unavailable", retryAfterMs: 3_000 });
  });

  it.each([
    ["knows", TEST_AUTHORITY, "accepted"],
    ["does not know among others", TEST_CERTIFICATE.cert, "unavailable"],
    ["does not know", null, "unavailable"],
  ])(
    "gives its token only to a controller whose authority it knows: it %s it",
    async (_what, ca, kind) => {
      const tokens: unknown[] = [];
      const secure = createServer(ISSUED_CERTIFICATE, (request, response) => {
        tokens.push(request.headers.authorization);
        const receipt = { vantage: "office", boot: "b", seq: 1, assignmentVersion: "v1" };
        response.writeHead(202).end(JSON.stringify(receipt));
      });
      secure.on("tlsClientError", () => undefined);
      await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
      // Must not matter: the probe hands out its token.
      vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
      const { port } = secure.address() as AddressInfo;
      client = new ControllerClient(`https://localhost:${port}`, trustAlso(ca));
      expect(await client.postBatch("{}", TOKEN)).toMatchObject({ kind });
      expect(await client.fetchAssignment("office", TOKEN, '"v1"', 50)).toMatchObject({
        kind: "unavailable",
      });
      const token = `Bearer ${TOKEN}`;
      expect(tokens).toEqual(kind === "accepted" ? [token, token] : []);
      secure.closeAllConnections();
      await new Promise((resolve) => secure.close(resolve));
    },
  );

  it("makes a controller that is not there a value, not an exception", async () => {
    client = new ControllerClient(`http://127.0.0.1:${await freePort()}`);
    const posted = await client.postBatch("{}", TOKEN);
    expect(posted).toMatchObject({ kind: "unavailable", retryAfterMs: null });
  });
});
