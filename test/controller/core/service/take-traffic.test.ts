import { describe, expect, it } from "vitest";
import { ServiceFile } from "../../../../controller/contract/service-file.ts";
import { takeTraffic } from "../../../../controller/core/service/take-traffic.ts";
import { SAMPLE_FILE } from "./sample-service-file.ts";

const LOG = {
  groups: [
    { id: "europe", share: 0.25, trafficPerMonth: { gbOut: 10, requests: 1_000 } },
    { id: "america", share: 0.75, trafficPerMonth: { gbOut: 30, requests: 3_000 } },
  ],
  groupsWithout: [],
  unmatchedRatio: 0,
  hoursCovered: 24,
};

/** The sample with what its first group states, and what all have together. */
function fileWith(trafficPerMonth: object | undefined, traffic: object | undefined): ServiceFile {
  const [first, second] = SAMPLE_FILE.clientGroups;
  return ServiceFile.parse({
    ...SAMPLE_FILE,
    clientGroups: [
      { ...first, trafficPerMonth, share: undefined },
      { ...second, share: undefined },
    ],
    traffic: { csv: { file: "october.csv" }, ...traffic },
  });
}

describe("controller/core/service/take-traffic", () => {
  it("takes shares and volumes, and leaves the log and all else as it was", () => {
    const file = fileWith({ gbIn: 5, gbOut: 5 }, undefined);
    const taken = takeTraffic(file, LOG);
    expect(taken.clientGroups).toEqual([
      { ...file.clientGroups[0], ...LOG.groups[0] },
      { ...file.clientGroups[1], ...LOG.groups[1] },
    ]);
    expect(taken.traffic).toBeUndefined();
    expect({ ...taken, clientGroups: file.clientGroups, traffic: file.traffic }).toEqual(file);
    expect(ServiceFile.safeParse(taken).error).toBeUndefined();
  });

  it("keeps the DNS queries that are stated: no access log knows them", () => {
    const taken = takeTraffic(fileWith({ dnsQueries: 77, requests: 5 }, undefined), LOG);
    expect(taken.clientGroups[0]?.trafficPerMonth).toEqual({
      gbOut: 10,
      requests: 1_000,
      dnsQueries: 77,
    });
  });

  it("keeps of what all have together only what the groups do not add up to", () => {
    const file = {
      ...SAMPLE_FILE,
      traffic: { perMonth: { gbOut: 5_000, requests: 5e7, dnsQueries: 9_000 } },
    };
    expect(takeTraffic(file, LOG).traffic).toEqual({ perMonth: { dnsQueries: 9_000 } });
  });

  it("leaves volumes out where the log does not say what time it covers", () => {
    const groups = LOG.groups.map((group) => ({ ...group, trafficPerMonth: {} }));
    const taken = takeTraffic(fileWith({ requests: 5 }, undefined), { ...LOG, groups });
    expect(taken.clientGroups.map(({ trafficPerMonth }) => trafficPerMonth)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("does not make up a share for a group that is not in the log", () => {
    const groups = LOG.groups.slice(0, 1);
    expect(() => takeTraffic(fileWith(undefined, undefined), { ...LOG, groups })).toThrow(
      "america is not in the log",
    );
  });
});
