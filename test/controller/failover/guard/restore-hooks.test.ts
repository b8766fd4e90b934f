import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { restoreHooks } from "../../../../controller/failover/guard/restore-hooks.ts";
import { freePort, startHttpServer, type TestServer } from "../../../probe/helpers/http-server.ts";
import { orderOf } from "./order-of.ts";

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

async function restored(handle: Handle, token: string | undefined = undefined) {
  server = await startHttpServer(handle);
  const step = {
    kind: "http_hook",
    url: server.url,
    ...(token === undefined ? {} : { tokenVariable: "HOOK" }),
  } as const;
  const restore = await restoreHooks({ HOOK: token })(orderOf({ steps: [step] }));
  return await restore(step);
}

const holds = (response: ServerResponse, inForce: boolean) =>
  response.end(JSON.stringify({ inForce, more: 1 }));
const answers = (status: number, body = "") => {
  const handle: Handle = (_request, response) => response.writeHead(status).end(body);
  return handle;
};

describe("failover/guard/restore-hooks", () => {
  it("takes a fault away and asks whether it is gone, with the token", async () => {
    let inForce = true;
    const asked: string[] = [];
    const found = await restored(({ method, headers }, response) => {
      asked.push(`${method} ${headers.authorization}`);
      if (method === "DELETE") inForce = false;
      holds(response, inForce);
    }, "secret");
    expect(found.state).toBe("restored");
    expect(asked).toEqual(["GET", "DELETE", "GET"].map((method) => `${method} Bearer secret`));
  });

  it("writes nothing where there is no fault", async () => {
    const asked: (string | undefined)[] = [];
    const found = await restored(({ method }, response) => {
      asked.push(method);
      holds(response, false);
    });
    expect([found.state, asked]).toEqual(["restored", ["GET"]]);
  });

  it("says that a fault still holds, also where the hook knew none to take away", async () => {
    const found = await restored(({ method }, response) => {
      if (method === "DELETE") response.writeHead(404).end();
      else holds(response, true);
    });
    expect(found).toEqual({
      state: "in_force",
      reason: `the hook ${server?.url} says that its fault holds`,
    });
  });

  it.each([
    [answers(500), /answers 500 to DELETE/],
    [answers(401), /answers 401 to DELETE/],
    [answers(302), /answers 302 to DELETE/],
    [answers(200, "gone"), /does not say whether its fault holds/],
    [answers(200, '{"inForce":"no"}'), /does not say whether its fault holds/],
  ])("fails where the answer is of no use (%#)", async (handle, problem) => {
    await expect(restored(handle)).rejects.toThrow(problem);
  });

  it("names the variable that is not set, and the hook that cannot be reached", async () => {
    await expect(restored(answers(200), "")).rejects.toThrow(/variable HOOK is not set/);
    const step = { kind: "http_hook", url: `http://127.0.0.1:${await freePort()}` } as const;
    const restore = await restoreHooks({})(orderOf({ steps: [step] }));
    await expect(restore(step)).rejects.toThrow(/cannot be asked to DELETE: .*ECONNREFUSED/);
  });

  it("does not open for what it cannot put back", async () => {
    const steps = [
      { kind: "stop_instances", account: "1", region: "eu-west-1", instanceIds: ["i-1"] },
    ];
    await expect(restoreHooks({})(orderOf({ steps }))).rejects.toThrow(/cannot put back stop_inst/);
  });
});
