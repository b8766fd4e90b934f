import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GuardOutcome } from "../../../../controller/contract/failover/guard-outcome.ts";
import {
  finishOrder,
  guardFile,
  openGuardFolder,
  readOrder,
  readOrders,
  readOutcome,
  writeOrder,
} from "../../../../controller/failover/guard/guard-file.ts";
import {
  dropRelease,
  readSign,
  signRelease,
  signRestore,
} from "../../../../controller/failover/guard/guard-signs.ts";
import { removeOldOutcomes } from "../../../../controller/failover/guard/old-outcomes.ts";
import { orderOf } from "./order-of.ts";

let data: string;
let folder: string;
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
const outcomeOf = (): GuardOutcome => ({
  order: orderOf(),
  cause: "asked",
  armedAtMs: 1,
  beganAtMs: 2,
  endedAtMs: 3,
  steps: [],
});

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "isochrone-guard-"));
  folder = await openGuardFolder(data);
});
afterEach(() => rm(data, { recursive: true, force: true }));

describe("failover/guard/guard-file", () => {
  it("keeps orders where only their owner can read them", async () => {
    await writeOrder(folder, orderOf());
    expect(await modeOf(folder)).toBe("700");
    expect(await modeOf(guardFile(folder, "run-0001", "json"))).toBe("600");
    expect(await readOrder(folder, "run-0001")).toEqual(orderOf());
    expect(await readdir(folder)).toEqual(["run-0001.json"]);
  });

  it("closes a folder that is open to others", async () => {
    await chmod(folder, 0o755);
    await openGuardFolder(data);
    expect(await modeOf(folder)).toBe("700");
  });

  it("names what is in the way of its folder", async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, "");
    await expect(openGuardFolder(join(data, "nowhere"))).rejects.toThrow(/cannot be made.*ENOENT/);
    await expect(writeOrder(folder, orderOf())).rejects.toThrow(/cannot be written.*ENOTDIR/);
  });

  it("names broken files and leaves them where they are", async () => {
    await writeOrder(folder, orderOf());
    await writeFile(guardFile(folder, "half", "json"), '{"runId":');
    await writeFile(
      guardFile(folder, "later", "json"),
      JSON.stringify({ ...orderOf(), version: 2 }),
    );
    await writeFile(guardFile(folder, "other", "json"), JSON.stringify(orderOf()));
    await mkdir(guardFile(folder, "folder", "json"));
    const { orders, broken } = await readOrders(folder);
    expect(orders).toEqual([orderOf()]);
    expect(broken.map(({ file, reason }) => [file.slice(folder.length + 1), reason])).toEqual([
      ["folder.json", expect.stringContaining("EISDIR")],
      ["half.json", expect.stringMatching(/it is no JSON.*put that back by hand/)],
      ["later.json", expect.stringMatching(/expected 1.*version/)],
      ["other.json", expect.stringContaining("it is of the run run-0001")],
    ]);
    expect(await readdir(folder)).toHaveLength(5);
  });

  it("has no orders where there is no folder", async () => {
    expect(await readOrders(join(data, "nowhere"))).toEqual({ orders: [], broken: [] });
  });

  it("keeps what was done in place of the order", async () => {
    await writeOrder(folder, orderOf());
    await signRestore(folder, "run-0001");
    await signRelease(folder, "run-0001");
    expect(await readOutcome(folder, "run-0001")).toBeNull();
    await finishOrder(folder, outcomeOf());
    expect(await readdir(folder)).toEqual(["run-0001.done"]);
    expect(await readOutcome(folder, "run-0001")).toEqual(outcomeOf());
    // A second guard that ends later changes nothing for the worse.
    await finishOrder(folder, outcomeOf());
    expect(await readOrders(folder)).toEqual({ orders: [], broken: [] });
    // Nor does one whose folder is gone try for ever.
    await finishOrder(join(data, "nowhere"), outcomeOf());
  });
});

describe("failover/guard/guard-signs", () => {
  it("puts a release before the wish to restore, and what was done before both", async () => {
    const kind = async () => (await readSign(folder, "run-0001")).kind;
    await writeOrder(folder, orderOf());
    expect(await kind()).toBe("none");
    await signRestore(folder, "run-0001");
    expect(await kind()).toBe("restore");
    await signRelease(folder, "run-0001");
    expect(await kind()).toBe("release");
    await finishOrder(folder, outcomeOf());
    expect(await kind()).toBe("done");
  });

  it.each([
    ["", /JSON/],
    ["{}", /does not say that the restore was verified/],
    ['{"verified":false}', /does not say/],
  ])("refuses the release %j", async (text, reason) => {
    await writeFile(guardFile(folder, "run-0001", "release"), text);
    const sign = await readSign(folder, "run-0001");
    expect(sign).toEqual({ kind: "refused", reason: expect.stringMatching(reason) });
    await dropRelease(folder, "run-0001");
    expect(await readSign(folder, "run-0001")).toEqual({ kind: "none" });
  });
});

describe("failover/guard/old-outcomes", () => {
  it("removes what was done, and logs, after 30 days, and nothing of what is to be done", async () => {
    const old = new Date(1_000_000_000_000);
    for (const name of ["a.done", "a.log", "b.json", "b.log", "c.log.1", "notes.txt"]) {
      await writeFile(join(folder, name), "x");
      await utimes(join(folder, name), old, old);
    }
    await removeOldOutcomes(folder, old.getTime() + 30 * 86_400_000);
    expect(await readdir(folder)).toHaveLength(6);
    await removeOldOutcomes(folder, old.getTime() + 30 * 86_400_000 + 1);
    expect(await readdir(folder)).toEqual(["b.json", "b.log", "notes.txt"]);
    expect(await readFile(join(folder, "b.log"), "utf8")).toBe("x");
  });
});
