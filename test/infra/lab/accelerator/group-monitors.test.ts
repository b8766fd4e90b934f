import { beforeEach, describe, expect, it } from "vitest";
import type {
  AcceleratorConfig,
  HealthCheckSettings,
} from "../../../../infra/lab/accelerator/accelerator-config.ts";
import type { EndpointResource } from "../../../../infra/lab/accelerator/endpoint-resources.ts";
import { GroupMonitors } from "../../../../infra/lab/accelerator/group-monitors.ts";
import type { ProbeTarget } from "../../../../infra/lab/health/probe-target.ts";
import { type SimulatedClock, simulatedClock } from "../health/simulated-clock.ts";

const S = 1_000;
const GROUP = "arn:group";
const CHECK: HealthCheckSettings = { protocol: "TCP", path: "/", intervalS: 10, threshold: 3 };

function configOf(healthCheck: HealthCheckSettings, ...endpointIds: string[]): AcceleratorConfig {
  const endpoints = endpointIds.map((endpointId) => ({
    endpointId,
    weight: 128,
    clientIpPreservation: false,
  }));
  const group = { arn: GROUP, region: "eu-west-1", dialPercent: 100, portOverrides: [] };
  return {
    arn: "arn:accelerator",
    enabled: true,
    addresses: ["127.1.3.1"],
    listeners: [
      {
        arn: "arn:listener",
        protocol: "TCP",
        portRanges: [
          { fromPort: 8_080, toPort: 8_081 },
          { fromPort: 80, toPort: 80 },
        ],
        clientAffinity: "NONE",
        groups: [{ ...group, healthCheck, endpoints }],
      },
    ],
  };
}

describe("infra/lab/accelerator/group-monitors", () => {
  let clock: SimulatedClock;
  let monitors: GroupMonitors;
  const calls: { readonly atMs: number; readonly target: ProbeTarget }[] = [];
  const down = new Set<string>();
  const targets = new Map<string, boolean>();
  const kinds: Record<string, EndpointResource["kind"]> = {
    "i-1": "instance",
    "eipalloc-1": "elastic-ip",
    "arn:alb": "application-load-balancer",
    "arn:nlb": "network-load-balancer",
  };
  const addressOf = (id: string) => `127.1.2.${Object.keys(kinds).indexOf(id) + 1}`;

  beforeEach(() => {
    clock = simulatedClock();
    calls.length = 0;
    down.clear();
    targets.clear();
    monitors = new GroupMonitors({
      clock,
      random: () => 0.5,
      network: "127.1.6",
      resources: {
        find: (id) => {
          const kind = kinds[id];
          if (kind === undefined) return undefined;
          const where = { region: "eu-west-1", site: "availability-zone" } as const;
          return { kind, ...where, address: addressOf(id), accountId: "111122223333" };
        },
        isLoadBalancerHealthy: (arn) => targets.get(arn),
      },
      probe: (target) => {
        calls.push({ atMs: clock.nowMs(), target });
        const ok = !down.has(target.address);
        return Promise.resolve({ ok, reason: "", tookLabMs: 0 });
      },
    });
  });

  const stateOf = (id: string) => monitors.stateOf(GROUP, id);
  const timesOf = () => calls.map(({ atMs }) => atMs / S);

  it("knows nothing of a new endpoint until it was good so many times", async () => {
    monitors.watch(configOf(CHECK, "i-1"), "INITIAL");
    await clock.runTo(24 * S);
    expect(stateOf("i-1")).toBe("INITIAL");
    await clock.runTo(25 * S);
    expect(stateOf("i-1")).toBe("HEALTHY");
    expect(timesOf()).toEqual([5, 15, 25]);
  });

  it.each([
    [10, 1],
    [10, 3],
    [30, 3],
    [30, 10],
  ] as const)("notices a failure within %i s × %i", async (intervalS, threshold) => {
    monitors.watch(configOf({ ...CHECK, intervalS, threshold }, "eipalloc-1"), "HEALTHY");
    // Just after a call: the longest that it can take.
    const failsAtMs = (intervalS / 2) * S + 1;
    await clock.runTo(failsAtMs);
    down.add(addressOf("eipalloc-1"));
    await clock.runTo(failsAtMs + intervalS * threshold * S - 2);
    expect(stateOf("eipalloc-1")).toBe("HEALTHY");
    await clock.runTo(failsAtMs + intervalS * threshold * S);
    expect(stateOf("eipalloc-1")).toBe("UNHEALTHY");
    down.clear();
    await clock.runTo(failsAtMs + 2 * intervalS * threshold * S);
    expect(stateOf("eipalloc-1")).toBe("HEALTHY");
  });

  it("calls the first port of the listener, or the group's own, as the settings say", async () => {
    monitors.watch(configOf(CHECK, "i-1"), "INITIAL");
    const own = { ...CHECK, protocol: "HTTP", port: 81, path: "/healthz" } as const;
    await clock.runTo(6 * S);
    monitors.watch(configOf(own, "i-1"), "INITIAL");
    await clock.runTo(12 * S);
    expect(calls.map(({ target }) => target)).toMatchObject([
      { protocol: "TCP", address: addressOf("i-1"), port: 8_080 },
      { protocol: "HTTP", address: addressOf("i-1"), port: 81, path: "/healthz" },
    ]);
    expect(calls[0]?.target.sourceAddress).toMatch(/^127\.1\.6\.\d+$/);
  });

  it("keeps what it knows when settings change, and goes on undisturbed when they do not", async () => {
    monitors.watch(configOf({ ...CHECK, threshold: 1 }, "i-1"), "INITIAL");
    await clock.runTo(6 * S);
    expect(stateOf("i-1")).toBe("HEALTHY");
    monitors.watch(configOf(CHECK, "i-1", "eipalloc-1"), "INITIAL");
    expect([stateOf("i-1"), stateOf("eipalloc-1")]).toEqual(["HEALTHY", "INITIAL"]);
    await clock.runTo(10 * S);
    calls.length = 0;
    monitors.watch(configOf(CHECK, "i-1"), "INITIAL");
    await clock.runTo(22 * S);
    // Begun at 6 s with half an interval to go; that of the other endpoint has ended.
    expect(timesOf()).toEqual([11, 21]);
    expect(stateOf("eipalloc-1")).toBe("INITIAL");
  });

  it("finds an endpoint unhealthy that is gone", async () => {
    monitors.watch(configOf({ ...CHECK, threshold: 1 }, "i-gone"), "HEALTHY");
    await clock.runTo(5 * S);
    expect(stateOf("i-gone")).toBe("UNHEALTHY");
    expect(calls).toEqual([]);
  });

  it("asks load balancers for their targets every 30 s, and calls them never", async () => {
    monitors.watch(configOf(CHECK, "arn:alb", "arn:nlb"), "INITIAL");
    targets.set("arn:alb", true);
    await clock.runTo(15 * S);
    expect([stateOf("arn:alb"), stateOf("arn:nlb")]).toEqual(["HEALTHY", "INITIAL"]);
    targets.set("arn:alb", false).set("arn:nlb", true);
    await clock.runTo(44 * S);
    expect(stateOf("arn:alb")).toBe("HEALTHY");
    await clock.runTo(45 * S);
    expect([stateOf("arn:alb"), stateOf("arn:nlb")]).toEqual(["UNHEALTHY", "HEALTHY"]);
    expect(calls).toEqual([]);
  });

  it("asks and calls no more when it is stopped", async () => {
    monitors.watch(configOf(CHECK, "i-1", "arn:alb"), "HEALTHY");
    monitors.stop();
    targets.set("arn:alb", false);
    await clock.runTo(60 * S);
    expect(calls).toEqual([]);
    expect(stateOf("arn:alb")).toBe("INITIAL");
  });
});
