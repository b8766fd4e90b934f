import { describe, expect, it } from "vitest";
import { ServiceFile } from "../../../controller/contract/service-file.ts";
import { SAMPLE_FILE } from "../core/service/sample-service-file.ts";

const faults = (recovery: object): string[] => {
  const read = ServiceFile.safeParse({ ...SAMPLE_FILE, recovery });
  return (read.error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`);
};

describe("controller/contract/recovery", () => {
  it.each([
    [{}, []],
    [{ strategies: [{ strategy: "pilot_light", usdPerMonth: 0 }] }, []],
    [{ primaryUsdPerMonth: 900, strategies: [{ strategy: "warm_standby", costRatio: 0.3 }] }, []],
    [
      { strategies: [{ strategy: "warm_standby", costRatio: 0.3 }] },
      ["recovery.primaryUsdPerMonth is missing, and a costRatio is a share of it"],
    ],
    [
      { strategies: [{ strategy: "pilot_light" }, { strategy: "pilot_light" }] },
      ["recovery.strategies.1.strategy pilot_light stands twice; put both into one"],
    ],
  ])("%o has the faults %j", (recovery, expected) => {
    expect(faults(recovery)).toEqual(expected);
  });

  it.each([
    { primaryUsdPerMonth: -1 },
    { primaryUsdPerMonth: Number.NaN },
    { strategies: [{ strategy: "warm_standby", testedRtoS: -5 }] },
    { strategies: [{ strategy: "hot", testedRtoS: 5 }] },
    { stategy: "warm_standby" },
  ])("refuses %o", (recovery) => {
    expect(faults(recovery)).not.toEqual([]);
  });
});
