import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import { beforeEach, describe, expect, it } from "vitest";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import { CHECKER_REGIONS } from "../../../../infra/lab/health/checker-places.ts";
import { HealthService } from "../../../../infra/lab/health/health-service.ts";
import { type SimulatedClock, simulatedClock } from "./simulated-clock.ts";

const HTTP: HealthCheckConfig = {
  Type: "HTTP",
  IPAddress: "127.77.2.1",
  RequestInterval: 10,
  FailureThreshold: 3,
};
const S = 1_000;
const LONGEST_PUBLISH_DELAY_MS = 5 * S;

interface Call {
  readonly id: string;
  readonly from: string;
  readonly atMs: number;
  readonly threshold: number | undefined;
}

describe("infra/lab/health/health-service", () => {
  let clock: SimulatedClock;
  let calls: Call[];
  /** Checkers that get through; all of them where undefined. */
  let through: (id: string, region: string) => boolean;
  let tookMs: number;
  let service: HealthService;

  beforeEach(() => {
    clock = simulatedClock();
    calls = [];
    through = () => true;
    tookMs = 0;
    service = new HealthService({
      clock,
      random: seededRandom(7),
      network: "127.77.6",
      checkersPerRegion: 2,
      probe: async (id, config, { region, address }) => {
        calls.push({ id, from: address, atMs: clock.nowMs(), threshold: config.FailureThreshold });
        const ok = through(id, region);
        await new Promise<void>((done) => clock.after(tookMs, done));
        return { ok, reason: ok ? "Success: yes" : "Failure: no", tookLabMs: tookMs };
      },
      wallNowMs: () => 5,
      longestPublishDelayMs: LONGEST_PUBLISH_DELAY_MS,
    });
  });

  const turns = () =>
    service.events.map(({ healthCheckId, status, published }) =>
      [healthCheckId, status, published ? "published" : "true"].join(" "),
    );

  it("sends two checkers of every Region, each at a phase of its own, an interval after its answer", async () => {
    tookMs = 1 * S;
    service.put("a", HTTP);
    await clock.runTo(100 * S);
    const byChecker = new Map<string, Call[]>();
    for (const call of calls) byChecker.set(call.from, [...(byChecker.get(call.from) ?? []), call]);
    expect(byChecker.size).toBe(16);
    const phases = new Set<number>();
    for (const own of byChecker.values()) {
      const times = own.map(({ atMs }) => atMs);
      phases.add(times[0] ?? Number.NaN);
      const gaps = times.slice(1).map((atMs, n) => atMs - (times[n] ?? 0));
      expect(gaps.every((gap) => Math.abs(gap - 11 * S) < 1)).toBe(true);
    }
    expect(phases.size).toBe(16);
    expect(Math.max(...phases)).toBeLessThan(10 * S);
    expect(service.checkersOf("a").map(({ place }) => place.region)).toEqual(
      CHECKER_REGIONS.flatMap((region) => [region, region]),
    );
  });

  it("takes a new check for healthy, and an unknown one too", () => {
    service.put("a", HTTP);
    expect(service.isHealthyNow("a")).toBe(true);
    expect(service.isHealthy("a")).toBe(true);
    expect(service.isHealthy("nobody")).toBe(true);
    service.put("b", { ...HTTP, Inverted: true });
    expect(service.isHealthy("b")).toBe(false);
    expect(service.events).toEqual([]);
  });

  it("stays healthy while three of sixteen get through, not two", async () => {
    through = (_, region) => region === "us-east-1" || region === "eu-west-1";
    service.put("four", HTTP);
    await clock.runTo(60 * S);
    expect(service.isHealthyNow("four")).toBe(true);
    through = (_, region) => region === "us-east-1";
    await clock.runTo(120 * S);
    expect(service.isHealthyNow("four")).toBe(false);
  });

  it("publishes each turn within 5 s, in order", async () => {
    service.put("a", { ...HTTP, FailureThreshold: 1 });
    for (let second = 0; second < 3_000; second += 1) {
      through = () => second % 40 < 20;
      await clock.runTo(second * S);
    }
    const { events } = service;
    const truths = events.filter(({ published }) => !published);
    const published = events.filter((event) => event.published);
    expect(truths.length).toBeGreaterThan(100);
    expect(published.map(({ status }) => status)).toEqual(
      truths.slice(0, published.length).map(({ status }) => status),
    );
    const delays = published.map(({ atLabMs }, n) => atLabMs - (truths[n]?.atLabMs ?? 0));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(LONGEST_PUBLISH_DELAY_MS);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(3 * S);
    expect(events.every(({ wallMs }) => wallMs === 5)).toBe(true);
  });

  it("answers with what is published, not with what is true", async () => {
    service.put("c", { Type: "RECOVERY_CONTROL", RoutingControlArn: "arn" });
    expect(service.isHealthy("c")).toBe(false);
    const seen: string[] = [];
    const end = service.onEvent(({ status, published }) => seen.push(`${status} ${published}`));
    service.switches.setControl("arn", true);
    expect([service.isHealthyNow("c"), service.isHealthy("c")]).toEqual([true, false]);
    await clock.runTo(LONGEST_PUBLISH_DELAY_MS);
    expect(service.isHealthy("c")).toBe(true);
    end();
    service.switches.setControl("arn", false);
    expect(seen).toEqual(["healthy false", "healthy true"]);
  });

  it("publishes a flap that is shorter than its delay as a flap, however its timers ring", async () => {
    service.put("c", { Type: "RECOVERY_CONTROL", RoutingControlArn: "arn" });
    for (const isOn of [true, false, true, false]) service.switches.setControl("arn", isOn);
    await clock.runTo(LONGEST_PUBLISH_DELAY_MS);
    expect(service.isHealthy("c")).toBe(false);
    expect(turns().filter((turn) => turn.endsWith("published"))).toEqual([
      "c healthy published",
      "c unhealthy published",
      "c healthy published",
      "c unhealthy published",
    ]);
  });

  it("turns parents with their children", async () => {
    service.put("a", HTTP);
    service.put("b", HTTP);
    service.put("p", {
      Type: "CALCULATED",
      ChildHealthChecks: ["a", "b"],
      HealthThreshold: 2,
    });
    through = (id) => id !== "b";
    await clock.runTo(60 * S);
    expect(turns()).toEqual([
      "b unhealthy true",
      "p unhealthy true",
      expect.stringMatching(/ published$/),
      expect.stringMatching(/ published$/),
    ]);
    expect(service.checkersOf("p")).toEqual([]);
  });

  it("obeys inverting and disabling at once, and stops calling what is disabled", async () => {
    service.put("a", HTTP);
    await clock.runTo(20 * S);
    service.put("a", { ...HTTP, Inverted: true });
    expect(service.isHealthyNow("a")).toBe(false);
    service.put("a", { ...HTTP, Disabled: true });
    expect(service.isHealthyNow("a")).toBe(true);
    service.put("a", { ...HTTP, Disabled: true, Inverted: true });
    expect(service.isHealthyNow("a")).toBe(false);
    const before = calls.length;
    await clock.runTo(60 * S);
    expect(calls.length).toBe(before);
    service.put("a", HTTP);
    await clock.runTo(70 * S);
    expect(calls.length).toBe(before + 16);
  });

  it("obeys another threshold at once", async () => {
    service.put("a", { ...HTTP, FailureThreshold: 10 });
    through = () => false;
    await clock.runTo(45 * S);
    expect(service.isHealthyNow("a")).toBe(true);
    service.put("a", { ...HTTP, FailureThreshold: 2 });
    expect(service.isHealthyNow("a")).toBe(false);
    expect(turns()).toEqual(["a unhealthy true"]);
  });

  it("calls from other Regions after an update, and with the new settings", async () => {
    service.put("a", HTTP);
    await clock.runTo(30 * S);
    const Regions = ["us-east-1", "eu-west-1", "sa-east-1"] as const;
    service.put("a", { ...HTTP, Regions: [...Regions], FailureThreshold: 5 });
    calls = [];
    await clock.runTo(60 * S);
    expect(new Set(calls.map(({ from }) => from)).size).toBe(6);
    expect(new Set(calls.map(({ threshold }) => threshold))).toEqual(new Set([5]));
  });

  it("reports what each checker saw last, and its last failure", async () => {
    service.put("a", HTTP);
    expect(service.checkersOf("a").map(({ last }) => last)).toEqual(Array(16).fill(undefined));
    through = () => false;
    await clock.runTo(10 * S);
    through = () => true;
    await clock.runTo(20 * S);
    for (const { last, lastFailure } of service.checkersOf("a")) {
      expect(last?.reason).toBe("Success: yes");
      expect(lastFailure?.reason).toBe("Failure: no");
      expect((last?.checkedAtMs ?? 0) - (lastFailure?.checkedAtMs ?? 0)).toBeCloseTo(10 * S);
    }
  });

  it("lets go of a deleted check", async () => {
    service.put("a", HTTP);
    tookMs = 1 * S;
    await clock.runTo(10 * S);
    through = () => false;
    await clock.runTo(60 * S);
    expect(service.isHealthy("a")).toBe(false);
    service.remove("a");
    calls = [];
    await clock.runTo(90 * S);
    expect(calls).toEqual([]);
    expect(service.isHealthy("a")).toBe(true);
    service.put("b", HTTP);
    service.close();
    await clock.runTo(120 * S);
    expect(calls).toEqual([]);
  });
});
