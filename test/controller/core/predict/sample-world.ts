import type { PlacedVantage } from "../../../../controller/contract/estate.ts";
import { Service } from "../../../../controller/contract/estate.ts";
import type { PathHistory } from "../../../../controller/contract/path-history.ts";
import { type Ground, groundOf } from "../../../../controller/core/candidates/ground.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";
import { evidenceBook } from "../../../../controller/core/predict/evidence-book.ts";
import type { PredictionWorld } from "../../../../controller/core/predict/prediction-world.ts";
import { binOf } from "../../../../probe/contract/bin-of.ts";
import { PLACE_OF, SAMPLE_SERVICE } from "../candidates/sample-ground.ts";

const DAY_MS = 86_400_000;
const SLOT_MS = 300_000;
/** Some Tuesday. */
export const FIRST_DAY = 20_700;

/** Sparse bins of some times, given in µs. */
export function binsOf(values: readonly number[]): number[] {
  const bins = values.map(binOf).sort((a, b) => a - b);
  let before = 0;
  const sparse: number[] = [];
  for (const bin of bins) {
    if (sparse.length > 0 && bin === before) {
      sparse[sparse.length - 1] = (sparse.at(-1) ?? 0) + 1;
    } else sparse.push(bin - before, 1);
    before = bin;
  }
  return sparse;
}

/** A path on which all values of a day are those given for it; a median an hour and a half of them are kept. */
export function history(
  path: Pick<PathHistory, "vantage" | "entry" | "endpoint">,
  usOf: (day: number) => number | readonly number[] | null,
  days = 14,
): PathHistory {
  const there = Array.from({ length: days }, (_, at) => at).flatMap((at) => {
    const us = usOf(at);
    return us === null ? [] : [{ day: FIRST_DAY + at, values: typeof us === "number" ? [us] : us }];
  });
  return {
    ...path,
    medians: there.flatMap(({ day, values }) =>
      Array.from({ length: 24 }, (_, hour): [number, number, number] => [
        day * DAY_MS + hour * 12 * SLOT_MS,
        [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0,
        100,
      ]),
    ),
    days: there.map(({ day, values }) => ({
      day,
      bins: binsOf(values),
      sent: 1_000,
      bad: 0,
      servedBy: {},
    })),
  };
}

/** Milliseconds that a vantage has to an endpoint, straight and by the accelerator. */
export const STRAIGHT_MS: Record<string, Record<string, number>> = {
  portugal: { virginia: 90, ireland: 30, oregon: 150, "los-angeles": 160 },
  "mexico-city": { virginia: 60, ireland: 140, oregon: 70, "los-angeles": 50 },
  california: { virginia: 70, ireland: 140, oregon: 25, "los-angeles": 8 },
  brazil: { virginia: 120, ireland: 190, oregon: 180, "los-angeles": 170 },
};
export const FASTER = 0.8;

export function sampleService(change: object = {}): Service {
  return Service.parse({ ...SAMPLE_SERVICE, ...change });
}

export function groundFor(service: Service): Ground {
  const ground = groundOf(service);
  if (typeof ground === "string") throw new Error(ground);
  return ground;
}

const VANTAGES: readonly PlacedVantage[] = Object.entries(PLACE_OF).map(([id, place]) => ({
  id: `vantage-${id}`,
  kind: "custom" as const,
  label: id,
  ...place,
}));

/** Every vantage to every endpoint, by both ways, on each of 14 days the same. */
export function sampleHistories(days = 14): PathHistory[] {
  return Object.entries(STRAIGHT_MS).flatMap(([id, toEndpoint]) =>
    Object.entries(toEndpoint).flatMap(([endpoint, ms]) => {
      const vantage = `vantage-${id}`;
      const straightUs = ms * 1_000;
      return [
        history({ vantage, entry: "direct", endpoint }, () => straightUs, days),
        history({ vantage, entry: "accelerator", endpoint }, () => straightUs * FASTER, days),
      ];
    }),
  );
}

const EVIDENCE = evidenceBook(sampleHistories());
const PRICES = shippedPrices();

export function sampleWorld(change: Partial<PredictionWorld> = {}): PredictionWorld {
  return {
    service: sampleService(),
    vantages: VANTAGES,
    evidence: EVIDENCE,
    failoverRuns: [],
    prices: PRICES,
    live: null,
    ...change,
  };
}
