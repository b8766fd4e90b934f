import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import { FailoverRun } from "../../../../controller/contract/failover-run.ts";
import { RecoveryAdvice } from "../../../../controller/contract/recovery-advice.ts";
import { adviseRecovery } from "../../../../controller/core/recovery/advise-recovery.ts";
import { SAMPLE_SERVICE } from "../candidates/sample-ground.ts";
import { latencyDesign } from "../what-if/sample-scenario.ts";

const [VIRGINIA, IRELAND] = SAMPLE_SERVICE.endpoints;
const STANDBY = { ...IRELAND, tier: "standby" };

const COSTS = {
  primaryUsdPerMonth: 1_000,
  strategies: [
    { strategy: "backup_restore", costRatio: 0.02 },
    { strategy: "pilot_light", costRatio: 0.1 },
    { strategy: "warm_standby", costRatio: 0.4 },
    { strategy: "active_active", usdPerMonth: 1_100 },
  ],
};

function advise(
  change: object = {},
  runs: object[] = [],
  isRead = true,
  runSource: "measured" | "simulated" = "measured",
) {
  const advice = adviseRecovery({
    atMs: 1_700_000_000_000,
    service: Service.parse({
      ...SAMPLE_SERVICE,
      endpoints: [VIRGINIA, STANDBY],
      incumbent: "dns",
      ...change,
    }),
    failoverRuns: runs.map((run) => FailoverRun.parse(run)),
    runSource,
    design: isRead ? latencyDesign() : null,
  });
  expect(RecoveryAdvice.parse(advice)).toEqual(advice);
  return advice;
}

const by = ({ strategies }: RecoveryAdvice) =>
  Object.fromEntries(strategies.map((each) => [each.strategy, each]));

const RUN = {
  id: "run-1",
  atMs: 1,
  entry: "dns",
  endpoint: "virginia",
  recoveryS: { portugal: 95, brazil: 130 },
  lostWritesS: 3,
};

describe("controller/core/recovery/advise-recovery", () => {
  it.each([
    [{ rtoS: 200_000, rpoS: 200_000 }, "change", "backup_restore"],
    [{ rtoS: 7_200, rpoS: 7_200 }, "change", "pilot_light"],
    [{ rtoS: 900, rpoS: 60 }, "keep", "warm_standby"],
    [{ rtoS: 400, rpoS: 5 }, "change", "active_active"],
    [{ rpoS: 60 }, "keep", "warm_standby"],
    // AWS says minutes, and it takes half of the users 136 s to be led elsewhere.
    [{ rtoS: 200, rpoS: 60 }, "test", "warm_standby"],
    [{ rtoS: 20 }, "none", null],
    [{}, "no_targets", null],
  ])("for %o answers %s with %s", (objectives, outcome, recommended) => {
    expect(advise({ objectives, recovery: COSTS })).toMatchObject({ outcome, recommended });
  });

  it("says by how much a target is missed, and what the nearest is", () => {
    const advice = advise({ objectives: { rtoS: 20 } });
    expect(by(advice)["active_active"]?.rtoGap).toMatchObject({ targetS: 20, meets: "no" });
    expect(by(advice)["active_active"]?.rtoGap.overS).toBeGreaterThan(200);
    expect(advice.sentence).toMatch(
      /^Shop: no strategy meets users served within 20 s\. The nearest is active\/active: RTO \d+ min to \d+ min, \d+ min above the target\.$/,
    );
  });

  it("believes runs of what stands more than words, and words of what was tried more than AWS", () => {
    const objectives = { rtoS: 150, rpoS: 5 };
    const ran = advise({ objectives, recovery: COSTS }, [RUN]);
    expect(ran).toMatchObject({ outcome: "keep", recommended: "warm_standby" });
    expect(by(ran)["warm_standby"]).toMatchObject({
      isToday: true,
      rto: { leastS: 95, mostS: 130, basis: "measured" },
      rpo: { leastS: 3, mostS: 3, basis: "measured" },
    });
    expect(by(ran)["active_active"]?.rto.basis).toBe("assumed");
    const strategies = [{ strategy: "warm_standby", testedRtoS: 30, testedRpoS: 2 }];
    const tried = by(advise({ objectives, recovery: { strategies } }));
    const { rto, rpo } = tried["warm_standby"] ?? {};
    expect(rpo).toMatchObject({ mostS: 2, basis: "measured_elsewhere" });
    expect(rto?.basis).toBe("modelled");
    expect(rto?.leastS).toBeGreaterThan(30);
  });

  it("never takes simulated runs for measured ones", () => {
    const { rto, rpo } = by(advise({}, [RUN], true, "simulated"))["warm_standby"] ?? {};
    expect(rto).toMatchObject({
      basis: "modelled",
      text: "1 simulated failover run, half of the users to 95 % of them",
    });
    expect(rpo?.basis).toBe("modelled");
  });

  it.each([
    // Brazil is 10 % of the users, Portugal 40 %: a fifth of those that were seen never came back.
    [{ portugal: 95, brazil: null }, 95, null, "maybe"],
    [{ portugal: null, brazil: 95 }, null, null, "no"],
    [{ portugal: 95, brazil: 700 }, 95, 700, "maybe"],
    [{ portugal: 95, brazil: 500 }, 95, 500, "yes"],
  ])("weighs what runs showed by the users: %o", (recoveryS, leastS, mostS, meets) => {
    const advice = advise({ objectives: { rtoS: 600 } }, [{ ...RUN, recoveryS }]);
    expect(by(advice)["warm_standby"]).toMatchObject({ rto: { leastS, mostS }, rtoGap: { meets } });
  });

  it("names what is not known, and takes no cost for granted", () => {
    const advice = advise({ objectives: { rtoS: 3_700 } }, [], false);
    expect(advice.isByCost).toBe(false);
    expect(advice.strategies.map(({ usdPerMonth }) => usdPerMonth)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(advice.missing).toEqual([
      "objectives.rpoS: how much of what they wrote may be lost",
      "what stands in AWS: have it read, or declare incumbent.design",
      "recovery.strategies: what Backup & restore, Pilot light, Warm standby and Active/active cost",
      "a failover test of Warm standby: its times are what AWS says, not yours",
    ]);
    expect(advice.sentence).toBe(
      "Shop: keep warm standby, the simplest that meets users served within 62 min; its cost is not known.",
    );
  });

  it.each([
    [[VIRGINIA], undefined, null],
    [[VIRGINIA], "pilot_light", "pilot_light"],
    [[VIRGINIA, STANDBY], undefined, "warm_standby"],
    [[VIRGINIA, IRELAND], undefined, "active_active"],
    [[VIRGINIA, { ...STANDBY, place: "us-east-1" }], undefined, null],
  ])("knows of %# what stands today", (endpoints, strategy, today) => {
    const recovery = strategy === undefined ? undefined : { strategy };
    expect(advise({ endpoints, recovery }).today).toBe(today);
  });

  it("takes the accelerator's time where users come by it", () => {
    const accelerator = { url: "https://a.awsglobalaccelerator.com/" };
    const advice = advise({ accelerator, incumbent: "accelerator" });
    expect(advice.routing.basis).toBe("assumed");
    expect(advice.routing.text).toContain("checks every 30 s, 3 times");
    expect(advice.routing.mostS).toBeLessThan(advise().routing.mostS ?? 0);
  });

  test.prop([
    fc.integer({ min: 1, max: 100_000 }),
    fc.integer({ min: 0, max: 100_000 }),
    fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 4, maxLength: 4 }),
  ])("never recommends what does not meet, nor one when a cheaper meets", (rtoS, rpoS, usd) => {
    const names = ["backup_restore", "pilot_light", "warm_standby", "active_active"];
    const strategies = names.map((strategy, at) => ({ strategy, usdPerMonth: usd[at] }));
    const advice = advise({ objectives: { rtoS, rpoS }, recovery: { strategies } });
    const met = advice.strategies.filter(
      ({ rto, rpo }) => (rto.mostS ?? Infinity) <= rtoS && (rpo.mostS ?? Infinity) <= rpoS,
    );
    const wanted = advice.strategies.find(({ strategy }) => strategy === advice.recommended);
    if (advice.outcome === "keep" || advice.outcome === "change") {
      expect(met).toContain(wanted);
      const least = Math.min(...met.map(({ usdPerMonth }) => usdPerMonth ?? Infinity));
      expect(wanted?.usdPerMonth).toBe(least);
    } else expect(met).toEqual([]);
  });
});
