import { Service } from "../../../controller/contract/estate.ts";
import { advisePlacement } from "../../../controller/core/placement/advise-placement.ts";
import { adviseRecovery } from "../../../controller/core/recovery/advise-recovery.ts";
import { SAMPLE_SERVICE } from "../core/candidates/sample-ground.ts";
import { placementInput } from "../core/placement/sample-placement.ts";
import { latencyDesign } from "../core/what-if/sample-scenario.ts";

/** The shop with two more sites, without any, and where nothing was measured. */
export const SAMPLE_PLACEMENT = {
  found: advisePlacement(placementInput({ asked: { add: 2 } })),
  none: advisePlacement(placementInput({ asked: { kinds: ["outpost"] } })),
  unmeasured: advisePlacement(placementInput({ times: [] })),
};

const [VIRGINIA, IRELAND] = SAMPLE_SERVICE.endpoints;

function recoveryOf(rtoS: number, recovery: object) {
  return adviseRecovery({
    atMs: 1_700_000_000_000,
    service: Service.parse({
      ...SAMPLE_SERVICE,
      endpoints: [VIRGINIA, { ...IRELAND, tier: "standby" }],
      incumbent: "dns",
      objectives: { rtoS, rpoS: 60 },
      recovery,
    }),
    failoverRuns: [],
    runSource: "measured",
    design: latencyDesign(),
  });
}

/** The shop's recovery where a strategy meets the targets, where only a test tells, and where none does. */
export const SAMPLE_RECOVERY = {
  keep: recoveryOf(900, {
    primaryUsdPerMonth: 4_200,
    strategies: [
      { strategy: "backup_restore", costRatio: 0.02 },
      { strategy: "pilot_light", costRatio: 0.1 },
      { strategy: "warm_standby", costRatio: 0.4, testedRtoS: 90, testedRpoS: 2 },
      { strategy: "active_active", usdPerMonth: 4_500 },
    ],
  }),
  test: recoveryOf(200, {}),
  none: recoveryOf(20, {}),
};
