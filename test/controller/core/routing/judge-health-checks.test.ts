import { describe, expect, it } from "vitest";
import { HealthCheckSpec } from "../../../../controller/contract/aws/health-check-spec.ts";
import { judgeHealthChecks } from "../../../../controller/core/routing/judge-health-checks.ts";

function tcp(id: string, fields: object = {}): HealthCheckSpec {
  return HealthCheckSpec.parse({
    id,
    config: { type: "TCP", ipAddress: "192.0.2.1", port: 80, ...fields },
  });
}

function calculated(healthThreshold: number, fields: object = {}): HealthCheckSpec {
  return HealthCheckSpec.parse({
    id: "parent",
    config: { type: "CALCULATED", childIds: ["a", "b"], healthThreshold, ...fields },
  });
}

describe("controller/core/routing/judge-health-checks", () => {
  it.each<[string, HealthCheckSpec[], string[], string, boolean]>([
    ["up", [tcp("a")], [], "a", true],
    ["down", [tcp("a")], ["a"], "a", false],
    ["inverted", [tcp("a", { inverted: true })], ["a"], "a", true],
    ["disabled", [tcp("a", { disabled: true })], ["a"], "a", true],
    ["disabled and inverted", [tcp("a", { disabled: true, inverted: true })], [], "a", false],
    ["not known", [], [], "z", true],
    ["not known, and named as down", [], ["z"], "z", false],
    ["one of two children", [tcp("a"), tcp("b"), calculated(1)], ["a"], "parent", true],
    ["two of two children", [tcp("a"), tcp("b"), calculated(2)], ["a"], "parent", false],
    ["a threshold of zero", [calculated(0)], ["a", "b"], "parent", true],
    ["a threshold above the children", [tcp("a"), tcp("b"), calculated(3)], [], "parent", false],
    ["its own child", [calculated(1, { childIds: ["parent"] })], [], "parent", true],
  ])("%s", (_what, checks, down, id, expected) => {
    expect(judgeHealthChecks(checks, new Set(down))(id)).toBe(expected);
  });
});
