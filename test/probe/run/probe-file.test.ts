import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readProbeFile } from "../../../probe/run/probe-file.ts";
import { TEST_AUTHORITY } from "../helpers/tls-certificate.ts";

const valid = {
  controllerUrl: "http://127.0.0.1:8080",
  spoolDir: "/var/lib/isochrone",
  vantages: [
    { id: "office", token: "0123456789abcdef" },
    { id: "home", token: "0123456789abcdef" },
  ],
};

let dir = "";
let path = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-file-"));
  path = join(dir, "probe.json");
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function read(content: unknown, only: string[] | null = null, mode = 0o600) {
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  await chmod(path, mode);
  const lines: string[] = [];
  const file = await readProbeFile(path, only, (level, message) =>
    lines.push(`${level} ${message}`),
  );
  return { file, lines };
}

describe("probe/run/probe-file", () => {
  it("hosts all vantages of the file, or those that are named", async () => {
    expect((await read(valid)).file.vantages.map(({ id }) => id)).toEqual(["office", "home"]);
    expect((await read(valid, ["home"])).file.vantages.map(({ id }) => id)).toEqual(["home"]);
  });

  it("warns when others may read the tokens", async () => {
    expect((await read(valid)).lines).toEqual([]);
    expect((await read(valid, null, 0o640)).lines[0]).toContain("others may read it");
  });

  it.each([
    ["{", null, "not valid JSON"],
    [{ ...valid, controllerUrl: "nowhere" }, null, "controllerUrl"],
    [{ ...valid, vantages: [] }, null, "vantages"],
    [{ ...valid, allowEverything: true }, null, "allowEverything"],
    [{ ...valid, metrics: { port: 0 } }, null, "port"],
    [{ ...valid, metrics: { address: "localhost" } }, null, "address"],
    [{ ...valid, metrics: true }, null, "metrics"],
    [valid, ["attic"], "attic"],
    [{ ...valid, caFile: "none.pem" }, null, "caFile: cannot read"],
    [{ ...valid, caFile: "probe.json" }, null, "probe.json holds no certificate in PEM form"],
    [{ ...valid, runAs: "two words" }, null, "must be USER or USER:GROUP"],
  ])("names what is wrong: %j %j", async (content, only, message) => {
    await expect(read(content, only)).rejects.toThrow(message);
  });

  it("takes the number of a user as a number too", async () => {
    expect((await read({ ...valid, runAs: 1_001 })).file.runAs).toBe("1001");
    expect((await read(valid)).file.runAs).toBeUndefined();
  });

  it("reads the certificates beside the file", async () => {
    await writeFile(join(dir, "ca.pem"), `${TEST_AUTHORITY}\n`);
    expect((await read({ ...valid, caFile: "ca.pem" })).file.ca).toBe(TEST_AUTHORITY);
    expect((await read(valid)).file.ca).toBeNull();
  });

  it("tells of itself nowhere, or on this machine alone where nothing else is said", async () => {
    expect((await read(valid)).file).not.toHaveProperty("metrics");
    const { metrics } = (await read({ ...valid, metrics: {} })).file;
    expect(metrics).toEqual({ address: "127.0.0.1", port: 9_464 });
    const open = { address: "0.0.0.0", port: 80 };
    expect((await read({ ...valid, metrics: open })).file.metrics).toEqual(open);
  });

  it("says that a file is not there", async () => {
    const missing = readProbeFile(join(dir, "none.json"), null, () => undefined);
    await expect(missing).rejects.toThrow("--config: cannot read");
  });
});
