import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { exposeProbe } from "../../../probe/expose/expose-probe.ts";
import { startMetricsServer } from "../../../probe/expose/metrics-server.ts";
import { freePort } from "../helpers/http-server.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(reasons: string[] = [], text = () => Promise.resolve("up 1\n")) {
  const server = await startMetricsServer(
    { address: "127.0.0.1", port: 0 },
    { text, contentType: "text/plain; version=0.0.4; charset=utf-8" },
    { troubles: () => reasons },
  );
  closers.push(server.close);
  return `http://127.0.0.1:${server.port}`;
}

describe("probe/expose/metrics-server", () => {
  it("answers what Prometheus asks for, in its type", async () => {
    const response = await fetch(`${await start()}/metrics?name=all`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("version=0.0.4");
    expect(await response.text()).toBe("up 1\n");
  });

  it("says whether all is well, and what is not", async () => {
    const reasons: string[] = [];
    const url = `${await start(reasons)}/healthz`;
    const well = await fetch(url);
    expect([well.status, await well.json()]).toEqual([200, { status: "ok", reasons: [] }]);
    reasons.push("office: no assignment has come for 130 s");
    const ill = await fetch(url);
    expect([ill.status, await ill.json()]).toEqual([503, { status: "trouble", reasons }]);
  });

  it("answers nothing else, and takes nothing", async () => {
    const url = await start();
    expect((await fetch(`${url}/`)).status).toBe(404);
    const posted = await fetch(`${url}/metrics`, { method: "POST", body: "x" });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  it("goes on after metrics that could not be told", async () => {
    const url = await start([], () => Promise.reject(new Error("no")));
    await expect(fetch(`${url}/metrics`)).rejects.toThrow();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it("says what to mend when the port is taken or the address is not this machine's", async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    closers.push(() => other.close());
    const log = () => undefined;
    await expect(exposeProbe({ address: "127.0.0.1", port }, ["office"], log)).rejects.toThrow(
      `metrics: cannot listen on 127.0.0.1 port ${port}: another program listens there: choose another port in metrics.port`,
    );
    await expect(exposeProbe({ address: "192.0.2.1", port }, ["office"], log)).rejects.toThrow(
      "mend metrics.address",
    );
  });

  it("warns when others than this machine can read it", async () => {
    const warnings: string[] = [];
    const log = (level: string, message: string) =>
      void (level === "warn" && warnings.push(message));
    for (const address of ["127.0.0.1", "0.0.0.0"]) {
      closers.push((await exposeProbe({ address, port: await freePort() }, ["office"], log)).close);
    }
    expect(warnings).toEqual([expect.stringContaining("others may read /metrics")]);
  });
});
