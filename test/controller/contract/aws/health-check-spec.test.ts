import { describe, expect, it } from "vitest";
import { HealthCheckConfig } from "../../../../controller/contract/aws/health-check-spec.ts";

function issues(config: object): string[] {
  return (HealthCheckConfig.safeParse(config).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );
}

describe("controller/contract/aws/health-check-spec", () => {
  it("fills in what Route 53 fills in", () => {
    expect(HealthCheckConfig.parse({ type: "HTTPS", ipAddress: "192.0.2.1" })).toEqual({
      type: "HTTPS",
      ipAddress: "192.0.2.1",
      requestIntervalS: 30,
      failureThreshold: 3,
      measureLatency: false,
      enableSni: true,
      inverted: false,
      disabled: false,
    });
  });

  it.each([
    [{ type: "HTTP" }, "ipAddress: is missing: give an address, or a fullyQualifiedDomainName"],
    [{ type: "HTTP", ipAddress: "192.0.2.1", requestIntervalS: 20 }, "must be 10 or 30 seconds"],
    [{ type: "HTTP", ipAddress: "a.example" }, "ipAddress: is no IP address"],
    [
      { type: "HTTP", ipAddress: "192.0.2.1", checkerRegions: ["us-east-1"] },
      "checkerRegions: name at least 3 Regions, or none",
    ],
    [{ type: "HTTP_STR_MATCH", ipAddress: "192.0.2.1" }, "searchString: "],
    [{ type: "CALCULATED", healthThreshold: 257 }, "healthThreshold: "],
  ])("says what is wrong, where, and what to do: %j", (config, message) => {
    expect(issues(config)[0]).toContain(message);
  });

  it.each([
    { type: "CALCULATED", childIds: ["a"], healthThreshold: 0 },
    {
      type: "CLOUDWATCH_METRIC",
      alarm: { region: "eu-west-1", name: "shop is down" },
      insufficientData: "LastKnownStatus",
    },
    {
      type: "RECOVERY_CONTROL",
      routingControlArn:
        "arn:aws:route53-recovery-control::111122223333:controlpanel/1/routingcontrol/2",
    },
  ])("reads checks that look at no endpoint: %j", (config) => {
    expect(issues(config)).toEqual([]);
  });
});
