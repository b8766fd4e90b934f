import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import { describe, expect, it } from "vitest";
import { checkTarget } from "../../../../infra/lab/health/check-target.ts";

const target = (config: HealthCheckConfig) => checkTarget("id", config, "127.77.2.1", "127.77.6.1");

describe("infra/lab/health/check-target", () => {
  it("asks over HTTP for the path, under the name that the check has", () => {
    const config: HealthCheckConfig = {
      Type: "HTTP_STR_MATCH",
      Port: 8_080,
      IPAddress: "127.77.2.1",
      FullyQualifiedDomainName: "shop.lab.test",
      ResourcePath: "/healthz",
      SearchString: "ok",
    };
    expect(target(config)).toEqual({
      protocol: "HTTP",
      address: "127.77.2.1",
      port: 8_080,
      sourceAddress: "127.77.6.1",
      host: "shop.lab.test:8080",
      serverName: undefined,
      path: "/healthz",
      searchString: "ok",
      userAgent: "Amazon-Route53-Health-Check-Service (ref id)",
    });
    expect(target({ ...config, Port: 80 }).host).toBe("shop.lab.test");
    const nameless = { ...config, FullyQualifiedDomainName: undefined };
    expect(target(nameless).host).toBe("127.77.2.1:8080");
  });

  it("sends the name over TLS where the check wants that", () => {
    const config: HealthCheckConfig = { Type: "HTTPS", FullyQualifiedDomainName: "shop.lab.test" };
    expect(target({ ...config, EnableSNI: true })).toMatchObject({
      protocol: "HTTPS",
      port: 443,
      host: "shop.lab.test",
      serverName: "shop.lab.test",
    });
    expect(target({ ...config, EnableSNI: false }).serverName).toBeUndefined();
    expect(target({ Type: "HTTPS", IPAddress: "127.77.2.1", EnableSNI: true })).toMatchObject({
      host: "127.77.2.1",
      serverName: undefined,
    });
  });

  it("needs nothing but a port over TCP", () => {
    expect(target({ Type: "TCP", Port: 5_432 })).toEqual({
      protocol: "TCP",
      address: "127.77.2.1",
      port: 5_432,
      sourceAddress: "127.77.6.1",
    });
  });
});
