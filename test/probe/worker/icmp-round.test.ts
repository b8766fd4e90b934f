import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClock } from "../../../probe/clock.ts";
import type { Round } from "../../../probe/contract/assignment.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import type { Outcome } from "../../../probe/measure/outcome.ts";
import { RateCap } from "../../../probe/schedule/rate-cap.ts";
import type { RateLimits } from "../../../probe/schedule/rate-limits.ts";
import { type IcmpHost, runIcmpRound } from "../../../probe/worker/icmp-round.ts";
import { addressRecord, startDnsServer } from "../helpers/dns-server.ts";
import { createFakePrograms, type FakePrograms, fakeFping } from "../helpers/fake-program.ts";

const FPING = "fping";
const isInstalled = spawnSync(FPING, ["-c", "1", "127.0.0.1"]).status === 0;
const FREE: RateLimits = { maxPerSecond: null, maxPerTargetPerSecond: null };

let programs: FakePrograms;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  programs = await createFakePrograms();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await programs.remove();
});

/** Endpoints are named by the addresses they stand for. */
function roundTo(urls: Record<string, string>, change: Partial<Round> = {}): Round {
  return {
    id: "shop/icmp_rtt",
    metric: "icmp_rtt",
    intervalMs: 50,
    spreadMs: 10,
    timeoutMs: 200,
    targets: Object.entries(urls).map(([endpoint, url]) => ({
      service: "shop",
      entry: "direct" as const,
      endpoint,
      url,
    })),
    ...change,
  };
}

function run(round: Round, fping: string | undefined, limits = FREE) {
  const guard = createAddressGuard(["127.0.0.0/8", "192.0.2.0/24", "::1/128"]);
  const outcomes: { endpoint: string | null; outcome: Outcome; startedAtMs: number }[] = [];
  const warnings: string[] = [];
  const told = { started: 0, ended: 0, late: 0, capped: 0 };
  const host: IcmpHost = {
    vantage: "office",
    context: { sourceAddress: null, guard, names: new NameCache(null, guard) },
    stalls: () => [],
    recorder: {
      record: ({ endpoint }, startedAtMs, outcome) =>
        outcomes.push({ endpoint, outcome: outcome as Outcome, startedAtMs }),
      countSkipped: () => undefined,
    },
    clock: createClock(),
    cap: new RateCap(limits),
    health: {
      started: () => {
        told.started += 1;
      },
      missed: (attempts, why) => {
        told[why] += attempts;
      },
      ended: () => {
        told.ended += 1;
      },
    },
    warnOnce: (message) => void (warnings.includes(message) || warnings.push(message)),
    ...(fping === undefined ? {} : { fping }),
  };
  const stop = runIcmpRound(round, host);
  closers.push(stop);
  const kindsOf = (endpoint: string) =>
    outcomes
      .filter((each) => each.endpoint === endpoint)
      .map(({ outcome }) => (outcome.kind === "failure" ? outcome.failure : outcome.kind));
  return { stop, outcomes, warnings, kindsOf, told };
}

describe("probe/worker/icmp-round", () => {
  it("measures all targets by one fping, in the order of no one", async () => {
    const log = join(programs.dir, "starts");
    const fping = await programs.write("fping", fakeFping(`echo "$@" >> ${log}`));
    const atMs = Date.now();
    const { outcomes, kindsOf } = run(
      roundTo({
        a: "icmp://192.0.2.1",
        b: "icmp://192.0.2.1",
        c: "icmp://192.0.2.9",
        d: "icmp://192.0.2.8",
      }),
      fping,
    );
    await expect.poll(() => kindsOf("d").length, { timeout: 10_000 }).toBeGreaterThan(3);
    expect(new Set(kindsOf("a"))).toEqual(new Set(["answer"]));
    expect(Math.abs(kindsOf("a").length - kindsOf("b").length)).toBeLessThan(2);
    expect(new Set(kindsOf("c"))).toEqual(new Set(["lost"]));
    expect(new Set(kindsOf("d"))).toEqual(new Set(["unreachable"]));
    const first = outcomes.find(({ endpoint }) => endpoint === "a");
    expect(first?.outcome).toMatchObject({ rttUs: 1_250, tainted: false });
    expect(first?.startedAtMs).toBeGreaterThan(atMs - 1_000);
    const starts = (await readFile(log, "utf8")).trim().split("\n");
    expect(starts).toHaveLength(1);
    expect(starts[0]).toMatch(/^-D -c 1200 -p 50 -i 2 -t 200( 192\.0\.2\.[189]){4}$/);
  });

  it("leaves blocked targets out of fping and counts them all the same", async () => {
    const log = join(programs.dir, "starts");
    const fping = await programs.write("fping", fakeFping(`echo "$@" >> ${log}`));
    const { kindsOf } = run(
      roundTo({ good: "icmp://192.0.2.1", meta: "icmp://169.254.169.254", odd: "icmp://-h" }),
      fping,
    );
    await expect.poll(() => kindsOf("meta").length).toBeGreaterThan(3);
    await expect.poll(() => kindsOf("good").length).toBeGreaterThan(3);
    expect(new Set(kindsOf("meta"))).toEqual(new Set(["blocked"]));
    expect(new Set(kindsOf("odd"))).toEqual(new Set(["dns"]));
    expect(await readFile(log, "utf8")).not.toMatch(/169\.254|-h/);
  });

  it("counts every attempt as the probe's own failure where there is no fping, and says so once", async () => {
    const { kindsOf, warnings, outcomes } = run(
      roundTo({ a: "icmp://192.0.2.1", b: "icmp://192.0.2.9" }),
      join(programs.dir, "none"),
    );
    await expect.poll(() => kindsOf("b").length).toBeGreaterThan(5);
    expect(new Set([...kindsOf("a"), ...kindsOf("b")])).toEqual(new Set(["probe"]));
    expect(outcomes[0]?.outcome).toMatchObject({
      detail: expect.stringContaining("install the package fping"),
    });
    expect(warnings).toHaveLength(1);
  });

  it("starts an fping that died again, later and later, and counts what it missed", async () => {
    const log = join(programs.dir, "starts");
    const fping = await programs.write(
      "fping",
      `echo x >> ${log}; echo "no raw socket" >&2; exit 4`,
    );
    const { kindsOf, warnings } = run(roundTo({ a: "icmp://192.0.2.1" }), fping);
    await expect.poll(() => kindsOf("a").length, { timeout: 10_000 }).toBeGreaterThan(50);
    expect(new Set(kindsOf("a"))).toEqual(new Set(["probe"]));
    const starts = (await readFile(log, "utf8")).trim().split("\n").length;
    expect(starts).toBeGreaterThan(1);
    expect(starts).toBeLessThan(10);
    expect(warnings).toEqual(["icmp_rtt is not measured: fping cannot measure: no raw socket"]);
  });

  it("starts another fping when a name leads elsewhere", async () => {
    let data = "192.0.2.1";
    const server = await startDnsServer((packet) => ({
      answers: [addressRecord(packet.questions?.[0]?.name ?? "", data, 1)],
    }));
    closers.push(server.close);
    const log = join(programs.dir, "starts");
    const fping = await programs.write("fping", fakeFping(`echo "$@" >> ${log}`));
    const round = roundTo({ a: "icmp://app.example" });
    const resolver = { address: "127.0.0.1", port: server.port };
    const { kindsOf } = run(
      { ...round, targets: round.targets.map((target) => ({ ...target, resolver })) },
      fping,
    );
    await expect.poll(() => kindsOf("a")).toContain("answer");
    data = "192.0.2.9";
    await expect.poll(() => kindsOf("a"), { timeout: 5_000 }).toContain("lost");
    const last = (await readFile(log, "utf8"))
      .trim()
      .split("\n")
      .map((line) => line.split(" ").at(-1));
    expect(last).toEqual(["192.0.2.1", "192.0.2.9"]);
  });

  it("keeps to the owner's limits by sending in every so many slots only", async () => {
    const log = join(programs.dir, "starts");
    const fping = await programs.write("fping", fakeFping(`echo "$@" >> ${log}`));
    const limits = { maxPerSecond: null, maxPerTargetPerSecond: 5 };
    const { kindsOf, told } = run(roundTo({ a: "icmp://192.0.2.1" }), fping, limits);
    await expect.poll(() => kindsOf("a").length, { timeout: 5_000 }).toBeGreaterThan(3);
    expect(await readFile(log, "utf8")).toContain("-p 200 ");
    expect(told.capped).toBeGreaterThan(6);
    expect(told.ended).toBe(kindsOf("a").length);
  });

  it("leaves no fping behind when it is stopped", async () => {
    const log = join(programs.dir, "pid");
    const fping = await programs.write("fping", fakeFping(`echo $$ > ${log}`));
    const { kindsOf, stop } = run(roundTo({ a: "icmp://192.0.2.1" }), fping);
    await expect.poll(() => kindsOf("a").length).toBeGreaterThan(1);
    const pid = Number(await readFile(log, "utf8"));
    stop();
    const seen = kindsOf("a").length;
    await expect.poll(() => isAlive(pid)).toBe(false);
    expect(kindsOf("a")).toHaveLength(seen);
  });

  it.runIf(isInstalled)(
    "measures the loopback addresses with the fping that is installed",
    async () => {
      const { kindsOf, outcomes } = run(
        roundTo({ four: "icmp://127.0.0.1", again: "icmp://127.0.0.1", six: "icmp://[::1]" }),
        undefined,
      );
      for (const name of ["four", "again", "six"]) {
        await expect.poll(() => kindsOf(name).length).toBeGreaterThan(3);
        expect(new Set(kindsOf(name))).toEqual(new Set(["answer"]));
      }
      expect(outcomes.every(({ startedAtMs }) => Math.abs(startedAtMs - Date.now()) < 60_000)).toBe(
        true,
      );
    },
  );
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
