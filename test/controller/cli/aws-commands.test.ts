import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { API } from "../../../controller/contract/api.ts";
import type { InventoryRefresh } from "../../../controller/contract/inventory.ts";
import { ServiceFile } from "../../../controller/contract/service-file.ts";
import type { ProposalList } from "../../../controller/contract/service-proposal.ts";
import { proposeServices } from "../../../controller/core/discover/propose-services.ts";
import { readYaml } from "../../../controller/yaml/read-yaml.ts";
import { writeYaml } from "../../../controller/yaml/write-yaml.ts";
import { inventoryOf } from "../core/routing/sample-inventory.ts";
import { shopDesign } from "../core/routing/shop-design.ts";
import { type FakeController, fakeController, type Reply } from "./fake-controller.ts";
import { runCli } from "./run-cli.ts";
import { sampleInventory, sampleProposals } from "./sample-aws.ts";

let controller: FakeController | null = null;
let folder: string | null = null;

afterEach(async () => {
  await controller?.close();
  if (folder !== null) rmSync(folder, { recursive: true });
  [controller, folder] = [null, null];
});

const IDLE: InventoryRefresh = {
  state: "idle",
  progress: null,
  lastFinishedAtMs: 1_000,
  refreshEveryMs: 900_000,
  mend: null,
};

async function run(
  answers: (path: string, call: number) => Reply,
  words: string[],
  more: Parameters<typeof runCli>[1] = {},
) {
  controller = await fakeController(answers);
  return runCli([...words, "--url", controller.url], more);
}

const told = (refresh: InventoryRefresh, inventory: unknown) => (path: string) => ({
  body: path === API.inventory ? { refresh, inventory } : refresh,
});

describe("isochrone inventory", () => {
  it("ends with 3 where parts are missing, with 0 where none is", async () => {
    const partial = await run(told(IDLE, sampleInventory()), ["inventory"]);
    expect(partial.status).toBe(3);
    expect(partial.out).toContain("4 of 22 parts not whole");
    await controller?.close();
    const whole = await run(told(IDLE, inventoryOf(shopDesign())), ["inventory", "--json"]);
    expect(JSON.parse(whole.out)).toMatchObject({ ok: true, inventory: { hostedZones: [{}] } });
    expect(whole.status).toBe(0);
  });

  it("judges one part by itself", async () => {
    const whole = await run(told(IDLE, sampleInventory()), ["inventory", "--part", "accelerators"]);
    expect(whole.status).toBe(0);
    expect(whole.out).not.toContain("Hosted zones");
  });

  it("names the accounts that there are beside one that was not read", async () => {
    const words = ["inventory", "--account", "999999999999"];
    const { status, err } = await run(told(IDLE, sampleInventory()), words);
    expect(status).toBe(1);
    expect(err).toContain("account 999999999999 was not read: name one of 111122223333");
  });

  it("says what to do where nobody reads AWS", async () => {
    const none = {
      ...IDLE,
      state: "not-set-up" as const,
      lastFinishedAtMs: null,
      mend: "Do this.",
    };
    const { status, out } = await run(told(none, null), ["inventory"]);
    expect([status, out]).toEqual([3, "AWS was not read yet. Do this.\n"]);
  });

  it("reads anew, shows how far it is, and waits for the end", async () => {
    const lines: string[] = [];
    const progress = {
      startedAtMs: 0,
      atMs: 0,
      partsDone: 3,
      partsKnown: 12,
      items: 40,
      current: ["subnets of eu-west-1 in 111122223333"],
    };
    const states: InventoryRefresh[] = [
      IDLE,
      { ...IDLE, state: "waiting" },
      { ...IDLE, state: "waiting" },
      { ...IDLE, state: "reading", progress },
      { ...IDLE, lastFinishedAtMs: 2_000 },
    ];
    const answers = (path: string, call: number) => {
      const refresh = states[call - 1] ?? IDLE;
      return { body: path === API.inventory ? { refresh, inventory: sampleInventory() } : refresh };
    };
    const more = { redraw: (text: string) => void lines.push(text) };
    await run(answers, ["inventory", "--refresh"], more);
    expect(controller?.seen.map(({ method }) => method)).toEqual([
      "GET",
      "POST",
      "GET",
      "GET",
      "GET",
      "GET",
    ]);
    expect(lines).toEqual([
      "Reading AWS, 0 s: waiting for a worker",
      "Reading AWS, 1 s: 3 of 12 parts, 40 items; subnets of eu-west-1 in 111122223333",
      "",
    ]);
  });

  it("ends where the reading does not", async () => {
    const reading = { ...IDLE, state: "reading" as const };
    let nowMs = 0;
    const now = () => {
      nowMs += 700_000;
      return nowMs;
    };
    const words = ["inventory", "--refresh"];
    const { status, err } = await run(told(reading, null), words, { now });
    expect(status).toBe(1);
    expect(err).toContain("not read within 20 minutes");
  });

  it.each([
    [["--account", "12"], /twelve digits/],
    [["--part", "everything"], /Allowed choices are identity/],
  ])("refuses %j", async (words, message) => {
    const { status, err } = await run(told(IDLE, null), ["inventory", ...words]);
    expect(status).toBe(64);
    expect(err).toMatch(message);
  });
});

describe("isochrone discover", () => {
  const [found] = proposeServices(sampleInventory(), null).proposals;
  if (found === undefined) throw new Error("the sample has no service");
  const proposal = {
    ...found.summary,
    file: ServiceFile.parse(found.file),
    text: writeYaml(found.file, found.comments),
  };
  const list: ProposalList = {
    ...sampleProposals(),
    passedOver: [],
    unread: [],
    proposals: [found.summary],
  };
  const answers =
    (many = list) =>
    (path: string) => ({
      body: path === API.inventoryRefresh ? IDLE : path === API.proposals ? many : proposal,
    });

  it("prints the file of the only service, and nothing else", async () => {
    const { status, out } = await run(answers(), ["discover"]);
    expect(status).toBe(0);
    expect(readYaml(out, ServiceFile)).toMatchObject({ ok: true, value: proposal.file });
    expect(out).toBe(proposal.text);
  });

  it("lists several, and says how to choose", async () => {
    const several = {
      ...list,
      proposals: [found.summary, { ...found.summary, name: "b.example" }],
    };
    const { status, out } = await run(answers(several), ["discover"]);
    expect(status).toBe(0);
    expect(out).toContain("2 services found");
    expect(out).toContain("Next: isochrone discover --name shop.example --output shop.yaml");
  });

  it("refuses to write several into one file", async () => {
    const several = {
      ...list,
      proposals: [found.summary, { ...found.summary, name: "b.example" }],
    };
    const { status, err } = await run(answers(several), ["discover", "--output", "/nonexistent/x"]);
    expect(status).toBe(1);
    expect(err).toContain("shop.example, b.example: choose with --name");
  });

  it("writes the file where none is, and replaces none", async () => {
    folder = mkdtempSync(join(tmpdir(), "isochrone-discover-"));
    const path = join(folder, "shop.yaml");
    const words = ["discover", "--name", "shop.example", "--output", path];
    const first = await run(answers(), words);
    expect(first).toMatchObject({ status: 0, err: expect.stringContaining(`service add ${path}`) });
    expect(readFileSync(path, "utf8")).toBe(proposal.text);
    await controller?.close();
    const second = await run(answers(), words);
    expect(second).toMatchObject({ status: 1, err: expect.stringContaining("is there already") });
  });

  it("ends with 3 where something may be missing", async () => {
    const none = { ...sampleProposals(), proposals: [] };
    const empty = await run(answers(none), ["discover", "--json"]);
    expect(empty.status).toBe(3);
    expect(JSON.parse(empty.out)).toMatchObject({ ok: false, proposals: [] });
  });
});
