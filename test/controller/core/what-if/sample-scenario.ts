import type { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import { Service } from "../../../../controller/contract/estate.ts";
import type { PathHistory } from "../../../../controller/contract/path-history.ts";
import { Scenario } from "../../../../controller/contract/scenario.ts";
import { WhatIf } from "../../../../controller/contract/what-if.ts";
import { designOf } from "../../../../controller/core/candidates/draft.ts";
import { groundOf } from "../../../../controller/core/candidates/ground.ts";
import { latencyDraft } from "../../../../controller/core/candidates/plain-policies.ts";
import { binOf } from "../../../../controller/core/histogram/latency-histogram.ts";
import { PLACE_OF, SAMPLE_SERVICE } from "../candidates/sample-ground.ts";

const DAY = 20_000;
const DAY_MS = 86_400_000;

/** A day of one path, around one time. */
export function historyOf(
  vantage: string,
  entry: PathHistory["entry"],
  endpoint: string | null,
  us: number,
  servedBy: Record<string, number> = {},
): PathHistory {
  return {
    vantage,
    entry,
    endpoint,
    medians: [-1, 0, 1].map((step) => [DAY * DAY_MS + (step + 1) * 300_000, us + step * 500, 30]),
    days: [{ day: DAY, bins: [binOf(us), 90], sent: 90, bad: 0, servedBy }],
  };
}

const STRAIGHT_MS: Record<string, Record<string, number>> = {
  portugal: { virginia: 90, ireland: 30, oregon: 150, "los-angeles": 160 },
  "mexico-city": { virginia: 60, ireland: 140, oregon: 75, "los-angeles": 55 },
  california: { virginia: 70, ireland: 140, oregon: 25, "los-angeles": 8 },
  brazil: { virginia: 115, ireland: 180, oregon: 180, "los-angeles": 170 },
};

const SERVED: Record<string, string> = {
  portugal: "ireland",
  "mexico-city": "virginia",
  california: "oregon",
  brazil: "virginia",
};

/** The latency policy over all endpoints, as it stands in AWS. */
export function latencyDesign(): RoutingDesign {
  const ground = groundOf(Service.parse(SAMPLE_SERVICE));
  if (typeof ground === "string") throw new Error(ground);
  const settings = { ttlS: 60, intervalS: 30, failureThreshold: 3 } as const;
  return designOf(ground, settings, latencyDraft(ground, 60));
}

/** The shop of four groups, each measured straight and by the name for a day. */
export function sampleScenario(change: object = {}): Scenario {
  return Scenario.parse({
    isochroneScenario: 1,
    service: {
      ...SAMPLE_SERVICE,
      incumbent: "dns",
      clientGroups: SAMPLE_SERVICE.clientGroups.map((group, at) =>
        at === 3 ? group : { ...group, trafficPerMonth: { gbOut: 100 * (at + 1), requests: 1e6 } },
      ),
    },
    vantages: Object.entries(PLACE_OF).map(([id, place]) => ({
      id: `vantage-${id}`,
      kind: "custom",
      label: id,
      ...place,
    })),
    evidence: {
      paths: Object.entries(STRAIGHT_MS).flatMap(([id, row]) => [
        ...Object.entries(row).map(([endpoint, ms]) =>
          historyOf(`vantage-${id}`, "direct", endpoint, ms * 1_000),
        ),
        historyOf(`vantage-${id}`, "dns", null, (row[SERVED[id] ?? ""] ?? 0) * 1_000 + 300, {
          [SERVED[id] ?? ""]: 90,
        }),
      ]),
    },
    live: latencyDesign(),
    ...change,
  });
}

export function whatIf(change: object): WhatIf {
  return WhatIf.parse({ isochroneWhatIf: 1, ...change });
}

/** An endpoint in São Paulo, as a what-if adds it. */
export const SAO_PAULO = {
  id: "sao-paulo",
  label: "São Paulo",
  place: "sa-east-1",
  latitude: -23.55,
  longitude: -46.63,
  url: "https://sao-paulo.shop.example/health",
  addresses: ["198.51.100.9"],
};
