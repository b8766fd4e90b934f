import { beforeEach, describe, expect, it } from "vitest";
import { TargetWatch, type WatchedTarget } from "../../../../infra/lab/balancing/target-watch.ts";
import {
  NO_STATUS,
  REFUSED,
  statusReason,
  TIMED_OUT,
} from "../../../../infra/lab/health/probe-reasons.ts";
import { type SimulatedClock, simulatedClock } from "../health/simulated-clock.ts";

const CHECK = {
  path: "/healthz",
  intervalS: 10,
  timeoutS: 5,
  healthyCount: 3,
  unhealthyCount: 2,
};
const BALANCER = "arn:balancer/app/shop";
const target = (targetId: string, more: Partial<WatchedTarget> = {}): WatchedTarget => ({
  loadBalancerArn: BALANCER,
  kind: "application",
  targetGroupArn: "arn:group/shop",
  targetId,
  address: `127.0.0.${targetId}`,
  port: 80,
  check: CHECK,
  ...more,
});

describe("infra/lab/balancing/target-watch", () => {
  let clock: SimulatedClock;
  /** How calls of an address end from now on; good where it has none. */
  let failures: Map<string, string>;
  let calls: unknown[];

  beforeEach(() => {
    clock = simulatedClock();
    failures = new Map();
    calls = [];
  });

  /** Calls at 5 s, 15 s, 25 s and so on. */
  const watch = (...targets: WatchedTarget[]) =>
    new TargetWatch(targets, {
      clock,
      random: () => 0.5,
      probe: (at, limits) => {
        calls.push([clock.nowMs(), at.path, limits.statusMs]);
        const failure = failures.get(at.address);
        const reason = failure ?? "Success: HTTP Status Code 200, OK";
        return Promise.resolve({ ok: failure === undefined, reason, tookLabMs: 0 });
      },
    });

  it("calls every interval, and turns over by the group's two thresholds", async () => {
    const seen = watch(target("1"));
    const stateAt = async (seconds: number) => {
      await clock.runTo(seconds * 1_000);
      return seen.healthOf("arn:group/shop", "1").State;
    };
    expect(await stateAt(6)).toBe("healthy");
    failures.set("127.0.0.1", REFUSED);
    expect(await stateAt(24)).toBe("healthy");
    expect(await stateAt(25)).toBe("unhealthy");
    failures.clear();
    expect(await stateAt(54)).toBe("unhealthy");
    expect(await stateAt(55)).toBe("healthy");
    failures.set("127.0.0.1", REFUSED);
    expect(await stateAt(74)).toBe("healthy");
    expect(await stateAt(75)).toBe("unhealthy");
    expect(calls.slice(0, 3)).toEqual([5_000, 15_000, 25_000].map((at) => [at, "/healthz", 5_000]));
    seen.close();
    await clock.runTo(200_000);
    expect(calls).toHaveLength(8);
  });

  it.each([
    ["application", TIMED_OUT, "Target.Timeout", "Request timed out"],
    ["application", NO_STATUS, "Target.Timeout", "Request timed out"],
    ["application", REFUSED, "Target.FailedHealthChecks", "Health checks failed"],
    [
      "application",
      statusReason(false, 503, "Service Unavailable"),
      "Target.ResponseCodeMismatch",
      "Health checks failed with these codes: [503]",
    ],
    ["network", TIMED_OUT, "Target.FailedHealthChecks", "Health checks failed"],
    ["network", statusReason(false, 503, "x"), "Target.FailedHealthChecks", "Health checks failed"],
  ] as const)(
    "of a %s load balancer, after '%s', says %s",
    async (kind, failure, Reason, Description) => {
      failures.set("127.0.0.1", failure);
      const seen = watch(target("1", { kind }));
      await clock.runTo(15_000);
      expect(seen.healthOf("arn:group/shop", "1")).toEqual({
        State: "unhealthy",
        Reason,
        Description,
      });
      seen.close();
    },
  );

  it("takes a load balancer for healthy while each group has a healthy target", async () => {
    const other = { targetGroupArn: "arn:group/other" };
    const seen = watch(target("1"), target("2"), target("3", other));
    const healthyWithout = async (...ids: string[]) => {
      failures = new Map(ids.map((id) => [`127.0.0.${id}`, REFUSED]));
      await clock.runTo(clock.nowMs() + 60_000);
      return seen.isHealthy(BALANCER);
    };
    expect(await healthyWithout()).toBe(true);
    expect(await healthyWithout("1")).toBe(true);
    expect(await healthyWithout("1", "2")).toBe(false);
    expect(await healthyWithout("3")).toBe(false);
    expect(await healthyWithout()).toBe(true);
    expect(seen.isHealthy("arn:none")).toBeUndefined();
    expect(() => seen.healthOf("arn:group/shop", "9")).toThrow(
      "9 of arn:group/shop is not watched",
    );
    seen.close();
  });
});
