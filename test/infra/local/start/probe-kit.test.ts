import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { explainProbeKits, probeKits } from "../../../../infra/local/start/probe-kit.ts";
import { ProbeFile } from "../../../../probe/contract/probe-file.ts";
import { tempFolder } from "../temp-folder.ts";

function kitsAt(dataDir: string, controllerUrl: string) {
  const issued: string[] = [];
  const kits = probeKits({
    dataDir,
    controllerUrl,
    issueToken: (vantage) => {
      issued.push(vantage);
      return Promise.resolve(`token-number-${issued.length}-for-${vantage}`);
    },
  });
  const read = async (vantage: string) =>
    ProbeFile.parse(JSON.parse(await readFile(join(kits.folder, `${vantage}.json`), "utf8")));
  return { kits, issued, read };
}

describe("infra/local/start/probe-kit", () => {
  it("writes a file that a probe accepts and nobody else can read", async () => {
    const { kits, read } = kitsAt(await tempFolder(), "http://10.0.0.5:7466");
    await kits.tokenOf("office");
    expect(await read("office")).toMatchObject({
      controllerUrl: "http://10.0.0.5:7466",
      vantages: [{ id: "office", token: "token-number-1-for-office" }],
    });
    expect((await stat(join(kits.folder, "office.json"))).mode & 0o777).toBe(0o600);
  });

  it("keeps the token of a file that is there, and follows the controller's address", async () => {
    const folder = await tempFolder();
    await kitsAt(folder, "http://10.0.0.5:1").kits.tokenOf("office");
    const later = kitsAt(folder, "http://10.0.0.5:2");
    expect(await later.kits.tokenOf("office")).toBe("token-number-1-for-office");
    expect(later.issued).toEqual([]);
    expect((await later.read("office")).controllerUrl).toBe("http://10.0.0.5:2");
  });

  it("says nothing of whom a probe elsewhere runs as, and keeps what its owner wrote there", async () => {
    const folder = await tempFolder();
    const { kits, read } = kitsAt(folder, "http://10.0.0.5:1");
    await kits.tokenOf("office");
    const kit = await read("office");
    expect(kit).not.toHaveProperty("runAs");
    const owners = { runAs: "probe", deny: ["192.0.2.0/24"], caFile: "ca.pem" };
    await writeFile(join(kits.folder, "office.json"), JSON.stringify({ ...kit, ...owners }));
    const later = kitsAt(folder, "http://10.0.0.5:2");
    await later.kits.tokenOf("office");
    expect(await later.read("office")).toEqual({
      ...kit,
      ...owners,
      controllerUrl: "http://10.0.0.5:2",
    });
  });

  it("puts a token into a file that names another place for it", async () => {
    const folder = await tempFolder();
    const { kits, read } = kitsAt(folder, "http://10.0.0.5:1");
    await kits.tokenOf("office");
    const vantages = [{ id: "office", tokenFile: "office.token" }];
    const elsewhere = JSON.stringify({ ...(await read("office")), vantages });
    await writeFile(join(kits.folder, "office.json"), elsewhere);
    const token = await kits.tokenOf("office");
    expect(token).toBe("token-number-2-for-office");
    expect((await read("office")).vantages).toEqual([{ id: "office", token }]);
  });

  it("does not send probes to the address that stands for every address", async () => {
    const { kits, read } = kitsAt(await tempFolder(), "http://0.0.0.0:7466");
    await kits.tokenOf("office");
    expect((await read("office")).controllerUrl).not.toContain("0.0.0.0");
  });

  it("tells how to use them, and that loopback is not reachable from elsewhere", () => {
    expect(explainProbeKits("/data/probes", [], "127.0.0.1")).toEqual([]);
    const lines = explainProbeKits("/data/probes", ["a", "b"], "127.0.0.1").join("\n");
    expect(lines).toMatch(/isochrone-probe run --config[\s\S]*\(a, b\)[\s\S]*--host/);
    expect(explainProbeKits("/data/probes", ["a"], "10.0.0.5").join("\n")).not.toContain("--host");
  });
});
