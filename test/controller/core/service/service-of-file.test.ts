import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Estate } from "../../../../controller/contract/estate.ts";
import { ServiceFile } from "../../../../controller/contract/service-file.ts";
import { fileOfService } from "../../../../controller/core/service/file-of-service.ts";
import { serviceOfFile } from "../../../../controller/core/service/service-of-file.ts";
import { SAMPLE_FILE, serviceFiles } from "./sample-service-file.ts";

describe("controller/core/service/service-of-file", () => {
  it("puts everything where the estate has it", () => {
    const service = serviceOfFile(SAMPLE_FILE);
    expect(service).toMatchObject({
      id: "shop",
      dns: { url: "https://shop.example/echo", hostedZoneId: "Z0123456789ABC" },
      accelerator: { pinned: {} },
      servedByHeader: "x-served-by",
      incumbent: "dns",
      objectives: { latency: [{ metric: "echo_rtt", statistic: "p95", atMostMs: 80 }] },
      constraints: { clientIp: "preserve" },
    });
    expect(Object.keys(service)).not.toContain("version");
    expect(Object.keys(service)).not.toContain("entries");
  });

  it("divides a total among the groups that state nothing, and leaves the unknown unknown", () => {
    const perMonth = { gbOut: 1_000, dnsQueries: 50 };
    const { clientGroups } = serviceOfFile({ ...SAMPLE_FILE, traffic: { perMonth } });
    expect(clientGroups.map(({ trafficPerMonth }) => trafficPerMonth)).toEqual([
      { gbOut: 900, requests: 12_000_000, dnsQueries: 30 },
      { gbOut: 100, dnsQueries: 20 },
    ]);
    const alone = serviceOfFile(SAMPLE_FILE).clientGroups[1];
    expect(alone).not.toHaveProperty("trafficPerMonth");
  });

  it("wants a log read first", () => {
    const file = { ...SAMPLE_FILE, traffic: { csv: { file: "october.csv" } } };
    expect(() => serviceOfFile(file)).toThrow("the log of traffic.csv has to be read first");
  });

  test.prop([serviceFiles])("is undone by fileOfService", (file) => {
    expect(ServiceFile.parse(fileOfService(serviceOfFile(file)))).toEqual(file);
  });

  test.prop([serviceFiles, fc.double({ min: 1, max: 1e6, noNaN: true })])(
    "divides exactly what is not stated",
    (file, more) => {
      const stated = file.clientGroups.reduce(
        (sum, { trafficPerMonth }) => sum + (trafficPerMonth?.gbIn ?? 0),
        0,
      );
      const perMonth = { gbIn: stated + more };
      const { clientGroups } = serviceOfFile({ ...file, traffic: { perMonth } });
      const divided = clientGroups.reduce(
        (sum, { trafficPerMonth }) => sum + (trafficPerMonth?.gbIn ?? 0),
        0,
      );
      const isAnybodyLeft = file.clientGroups.some(
        ({ trafficPerMonth }) => trafficPerMonth?.gbIn === undefined,
      );
      expect(divided / (isAnybodyLeft ? stated + more : stated || 1)).toBeCloseTo(
        isAnybodyLeft || stated > 0 ? 1 : 0,
        6,
      );
    },
  );

  it("leaves estates without any of it as they were", () => {
    const estate = {
      environment: { name: "old", note: "" },
      vantages: [{ id: "eu-west-1", kind: "region", label: "I", latitude: 1, longitude: 2 }],
      services: [
        {
          id: "shop",
          label: "Shop",
          endpoints: [
            {
              id: "a",
              label: "A",
              place: "eu-west-1",
              latitude: 1,
              longitude: 2,
              url: "http://a/",
            },
          ],
          dns: { url: "http://shop.test/", pinned: {} },
          clientGroups: [{ id: "all", label: "All", share: 1, vantages: ["eu-west-1"] }],
          objectives: { rtoS: 60 },
          cadence: { echoIntervalMs: 2_000, connectionIntervalMs: 5_000, timeoutMs: 3_000 },
        },
      ],
    };
    expect(Estate.parse(estate)).toEqual(estate);
    expect(JSON.stringify(Estate.parse(estate))).toHaveLength(JSON.stringify(estate).length);
  });
});
