import { describe, expect, it } from "vitest";
import { HealthChecks } from "../../../../../infra/lab/aws/route53/health-checks.ts";

describe("infra/lab/aws/route53/health-checks", () => {
  it("holds 200 checks, and one more when one is deleted", () => {
    const checks = new HealthChecks({ put: () => undefined, remove: () => undefined });
    const create = (n: number) =>
      checks.create({
        CallerReference: `n${n}`,
        HealthCheckConfig: { Type: "TCP", IPAddress: "127.77.2.1", Port: 80 },
      });
    for (let n = 0; n < 200; n += 1) create(n);
    expect(() => create(200)).toThrow(expect.objectContaining({ code: "TooManyHealthChecks" }));
    checks.delete(checks.list()[0]?.Id);
    expect(create(200).HealthCheckVersion).toBe(1);
  });
});
