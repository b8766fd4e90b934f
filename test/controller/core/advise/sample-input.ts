import { type PlacedVantage, Service } from "../../../../controller/contract/estate.ts";
import type { FailoverRun } from "../../../../controller/contract/failover-run.ts";
import type { PathHistory } from "../../../../controller/contract/path-history.ts";
import { AdviceMemory } from "../../../../controller/contract/scenario.ts";
import type { EvidenceInput } from "../../../../controller/core/advise/evidence-input.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";
import { PLACE_OF, SAMPLE_SERVICE } from "../candidates/sample-ground.ts";
import { FIRST_DAY, type SamplePath, sampleHistory } from "./sample-histories.ts";

const DAY_MS = 86_400_000;

/** Milliseconds from each group to each endpoint, straight; the accelerator takes `saves` less of it. */
const STRAIGHT_MS: Record<string, Record<string, number>> = {
  portugal: { virginia: 95, ireland: 35, oregon: 150, "los-angeles": 155 },
  "mexico-city": { virginia: 70, ireland: 140, oregon: 75, "los-angeles": 60 },
  california: { virginia: 65, ireland: 140, oregon: 25, "los-angeles": 8 },
  brazil: { virginia: 290, ireland: 300, oregon: 320, "los-angeles": 310 },
};
const NEAREST: Record<string, string> = {
  portugal: "ireland",
  "mexico-city": "los-angeles",
  california: "los-angeles",
  brazil: "virginia",
};
/** The Local Zone cannot be behind it. */
const NEAREST_BEHIND: Record<string, string> = {
  portugal: "ireland",
  "mexico-city": "virginia",
  california: "oregon",
  brazil: "virginia",
};
/** Share of the time that the accelerator saves. */
const SAVES: Record<string, number> = { brazil: 0.3 };

export interface SampleWorld {
  readonly days?: number;
  readonly service?: object;
  readonly runs?: number;
  /** Share of the time that the accelerator saves, by group. */
  readonly saves?: Record<string, number>;
  readonly path?: Partial<SamplePath>;
}

export const SAMPLE_GROUPS = SAMPLE_SERVICE.clientGroups.map((group) => ({
  ...group,
  // What comes in at edges of South America has no price that is known.
  ...(group.id === "brazil" ? { edgeGroup: "NA" as const } : {}),
  trafficPerMonth: {
    gbOut: 5_000 * group.share,
    gbIn: 100 * group.share,
    dnsQueries: 1e6 * group.share,
  },
}));

/** A shop in three Regions and a Local Zone whose users in Brazil have it far by the Internet. */
export function sampleInput(
  world: SampleWorld = {},
  more: Partial<EvidenceInput> = {},
): EvidenceInput {
  const { days = 14, saves = SAVES, runs = 60 } = world;
  const service = Service.parse({
    ...SAMPLE_SERVICE,
    accelerator: { url: "https://ga.shop.example/health" },
    incumbent: "dns",
    clientGroups: SAMPLE_GROUPS,
    ...world.service,
  });
  const vantages = Object.entries(PLACE_OF).map(
    ([group, place]): PlacedVantage => ({
      id: `vantage-${group}`,
      label: group,
      kind: "region",
      ...place,
    }),
  );
  const atMs = (FIRST_DAY + days) * DAY_MS;
  return {
    atMs,
    service,
    vantages,
    source: "measured",
    histories: historiesOf(saves, { days, ...world.path }),
    failoverRuns: (["dns", "accelerator"] as const).flatMap((entry) =>
      Array.from({ length: runs }, (_, at) => failoverRun(entry, at)),
    ),
    prices: shippedPrices(),
    live: null,
    thresholds: {},
    memory: AdviceMemory.parse({}),
    ...more,
  };
}

function historiesOf(saves: Record<string, number>, shape: Partial<SamplePath>): PathHistory[] {
  let seed = 100;
  return Object.entries(STRAIGHT_MS).flatMap(([group, straight]) => {
    const path = (entry: SamplePath["entry"], endpoint: string | null, ms: number, by?: string) => {
      seed += 1;
      return sampleHistory({
        vantage: `vantage-${group}`,
        entry,
        endpoint,
        ms,
        seed,
        ...(by === undefined ? {} : { servedBy: by }),
        ...shape,
      });
    };
    const factor = 1 - (saves[group] ?? 0);
    const [near, behind] = [NEAREST[group] ?? "", NEAREST_BEHIND[group] ?? ""];
    return [
      path("dns", null, straight[near] ?? 0, near),
      path("accelerator", null, factor * (straight[behind] ?? 0), behind),
      ...Object.entries(straight).map(([endpoint, ms]) => path("direct", endpoint, ms)),
      ...Object.entries(straight)
        .filter(([endpoint]) => endpoint !== "los-angeles")
        .map(([endpoint, ms]) => path("accelerator", endpoint, factor * ms)),
    ];
  });
}

function failoverRun(entry: FailoverRun["entry"], at: number): FailoverRun {
  const recoveryS = Object.fromEntries(
    Object.keys(PLACE_OF).map((group, place) => [group, (entry === "dns" ? 70 : 35) + at + place]),
  );
  return {
    id: `${entry}-${at}`,
    atMs: FIRST_DAY * DAY_MS + at,
    entry,
    endpoint: "virginia",
    ttlS: entry === "dns" ? 60 : null,
    intervalS: 10,
    failureThreshold: 3,
    recoveryS,
  };
}
