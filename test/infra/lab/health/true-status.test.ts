import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Switches } from "../../../../infra/lab/health/switches.ts";
import { TrueStatuses } from "../../../../infra/lab/health/true-status.ts";

const ARN = "arn:aws:route53-recovery-control::111122223333:controlpanel/a/routingcontrol/b";
const ALARM = { Region: "us-east-1", Name: "loss" } as const;

const switches = () => new Switches(() => undefined);

function statuses(
  configs: Record<string, HealthCheckConfig>,
  healthy: readonly string[] = [],
  set = switches(),
): TrueStatuses {
  return new TrueStatuses({
    configOf: (id) => configs[id],
    isEndpointHealthy: (id) => healthy.includes(id),
    isAlarmOk: (config) => set.isAlarmOk(config),
    isControlOn: (arn) => set.isControlOn(arn),
  });
}

const LEAVES = ["l0", "l1", "l2", "l3"];
const FLAGS = { Inverted: fc.boolean(), Disabled: fc.boolean() };
/** A tree of checks whose names say their depth: `n2` has children among `n0`, `n1` and the leaves. */
const TREE = fc.tuple(
  fc.array(fc.record(FLAGS), { minLength: 4, maxLength: 4 }),
  fc.array(
    fc.record({
      ...FLAGS,
      HealthThreshold: fc.integer({ min: 0, max: 5 }),
      children: fc.array(fc.nat(9), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
);

/** By the definition, without remembering anything. */
function bruteForce(
  configs: Record<string, HealthCheckConfig>,
  healthy: readonly string[],
  id: string,
): boolean {
  const config = configs[id];
  if (config === undefined) return true;
  const { ChildHealthChecks: children, HealthThreshold = 0 } = config;
  const well =
    children === undefined
      ? healthy.includes(id)
      : children.filter((child) => bruteForce(configs, healthy, child)).length >= HealthThreshold;
  const unturned = config.Disabled ? true : well;
  return config.Inverted ? !unturned : unturned;
}

describe("infra/lab/health/true-status", () => {
  test.prop([TREE, fc.subarray(LEAVES)])(
    "counts healthy children through any tree",
    ([leaves, nodes], healthy) => {
      const configs: Record<string, HealthCheckConfig> = {};
      leaves.forEach((flags, n) => {
        configs[`l${n}`] = { Type: "TCP", ...flags };
      });
      nodes.forEach(({ children, ...rest }, n) => {
        const below = [...LEAVES, ...nodes.slice(0, n).map((_, each) => `n${each}`), "unknown"];
        const ChildHealthChecks = children.map((child) => below[child % below.length] ?? "unknown");
        configs[`n${n}`] = { Type: "CALCULATED", ChildHealthChecks, ...rest };
      });
      const found = statuses(configs, healthy);
      for (const id of Object.keys(configs).reverse()) {
        expect(found.of(id), id).toBe(bruteForce(configs, healthy, id));
      }
    },
  );

  it("knows the thresholds that no child can change", () => {
    const parent = (HealthThreshold: number, healthy: readonly string[]) =>
      statuses(
        {
          a: { Type: "TCP" },
          p: { Type: "CALCULATED", ChildHealthChecks: ["a"], HealthThreshold },
        },
        healthy,
      ).of("p");
    expect(parent(0, [])).toBe(true);
    expect(parent(1, ["a"])).toBe(true);
    expect(parent(1, [])).toBe(false);
    expect(parent(2, ["a"])).toBe(false);
  });

  it("needs all children where no threshold was given", () => {
    const configs: Record<string, HealthCheckConfig> = {
      a: { Type: "TCP" },
      b: { Type: "TCP" },
      p: { Type: "CALCULATED", ChildHealthChecks: ["a", "b"] },
    };
    expect(statuses(configs, ["a", "b"]).of("p")).toBe(true);
    expect(statuses(configs, ["a"]).of("p")).toBe(false);
  });

  it("ends where a check descends from itself", () => {
    const loop: HealthCheckConfig = {
      Type: "CALCULATED",
      ChildHealthChecks: ["p"],
      HealthThreshold: 1,
    };
    expect(statuses({ p: loop }).of("p")).toBe(true);
  });

  it.each([
    [undefined, "OK", true],
    [undefined, "ALARM", false],
    ["Unhealthy", "INSUFFICIENT_DATA", false],
    ["Healthy", "INSUFFICIENT_DATA", true],
    ["LastKnownStatus", "INSUFFICIENT_DATA", true],
  ] as const)("reads an alarm: with %s for lack of data, %s", (without, state, expected) => {
    const set = switches();
    const config = {
      Type: "CLOUDWATCH_METRIC",
      AlarmIdentifier: ALARM,
      InsufficientDataHealthStatus: without,
    } as const;
    set.setAlarm({ region: "us-east-1", name: "loss" }, state);
    set.setAlarm({ region: "eu-west-1", name: "loss" }, "ALARM");
    expect(statuses({ m: config }, [], set).of("m")).toBe(expected);
  });

  it("remembers what an alarm said last", () => {
    const set = switches();
    const alarm = { region: "us-east-1", name: "loss" };
    set.setAlarm(alarm, "ALARM");
    set.setAlarm(alarm, "INSUFFICIENT_DATA");
    set.setAlarm(alarm, "INSUFFICIENT_DATA");
    const config = { Type: "CLOUDWATCH_METRIC", AlarmIdentifier: ALARM } as const;
    expect(statuses({ m: config }, [], set).of("m")).toBe(false);
  });

  it("reads a routing control, which is off until somebody turns it on", () => {
    const set = switches();
    const configs = { c: { Type: "RECOVERY_CONTROL", RoutingControlArn: ARN } } as const;
    expect(statuses(configs, [], set).of("c")).toBe(false);
    set.setControl(ARN, true);
    expect(statuses(configs, [], set).of("c")).toBe(true);
    set.setControl(ARN, false);
    expect(statuses(configs, [], set).of("c")).toBe(false);
  });

  it("takes a disabled check for healthy, and a disabled and inverted one for unhealthy", () => {
    const found = statuses({
      d: { Type: "TCP", Disabled: true },
      di: { Type: "TCP", Disabled: true, Inverted: true },
      i: { Type: "TCP", Inverted: true },
    });
    expect(["d", "di", "i", "unknown"].map((id) => found.of(id))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});
