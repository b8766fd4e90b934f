import type { AdviceMemory } from "../../../controller/contract/scenario.ts";
import { advise } from "../../../controller/core/advise/advise.ts";
import type { EvidenceInput } from "../../../controller/core/advise/evidence-input.ts";
import { seeded } from "../../helpers/seeded.ts";
import { meanMedianUs } from "../generate/path-truth.ts";
import { drawWorld, type World } from "../generate/world.ts";
import { DAY_MS, FIRST_DAY, measuredEvidence } from "../generate/world-evidence.ts";
import { atLeast, type Row } from "../report/row.ts";

const WINDOW_DAYS = 14;
const WATCHED_DAYS = 90;
/** Each evaluation is a whole recommendation, so there is one every third day. */
const EVERY_DAYS = 3;

/**
 * Whole recommendations for a service whose accelerator is as fast as its names, in truth: one change may
 * be for the price, and after it nothing should be changed.
 */
export function steadiness(seeds: number): Row[] {
  const trials = seeds;
  const changes = Array.from({ length: seeds }, (_, seed) => changesIn(seeded(4_000 + seed)));
  const row = (what: string, figure: number, unit: Row["unit"], goal: Row["goal"]): Row => ({
    experiment: "steadiness",
    ...{ what, figure, unit, goal, trials },
  });
  const calm = changes.filter((count) => count <= 1).length / trials;
  const mean = changes.reduce((sum, count) => sum + count, 0) / trials;
  return [
    row("services with at most one change in 90 days", calm, "%", atLeast(0.95)),
    row("recommended changes in 90 days", mean, "", null),
  ];
}

function changesIn(random: () => number): number {
  const world = evenWorld(drawWorld({ endpoints: 2, groups: 3 }, random));
  const all = measuredEvidence(world, WINDOW_DAYS + WATCHED_DAYS, random);
  let memory: AdviceMemory = all.memory;
  let live = all.live;
  let changes = 0;
  for (let day = WINDOW_DAYS; day <= WINDOW_DAYS + WATCHED_DAYS; day += EVERY_DAYS) {
    const input = { ...windowOf(all, day), live, memory };
    const { outcome, best, design } = advise(input);
    const inARow = best === memory.best ? memory.inARow + 1 : 1;
    memory = { ...memory, best, inARow };
    if (outcome !== "change" || design === undefined) continue;
    changes += 1;
    live = design;
    memory = { ...memory, changedAtMs: input.atMs, inARow: 0 };
  }
  return changes;
}

/** The same service with accelerators that are exactly as fast, each with troubles of its own. */
function evenWorld(world: World): World {
  const groups = world.groups.map((group) => ({
    ...group,
    accelerated: new Map(
      [...group.accelerated].map(([endpoint, path]) => {
        const direct = group.direct.get(endpoint) ?? path;
        const byUs = meanMedianUs(direct) - meanMedianUs(path);
        return [endpoint, { ...path, baseUs: path.baseUs + byUs }];
      }),
    ),
  }));
  return { ...world, groups };
}

/** What an advisor sees on the morning of a day. */
function windowOf(all: EvidenceInput, day: number): EvidenceInput {
  const [from, to] = [FIRST_DAY + day - WINDOW_DAYS, FIRST_DAY + day];
  return {
    ...all,
    atMs: to * DAY_MS,
    histories: all.histories.map((history) => ({
      ...history,
      medians: history.medians.filter(([atMs]) => from * DAY_MS <= atMs && atMs < to * DAY_MS),
      days: history.days.filter((each) => from <= each.day && each.day < to),
    })),
  };
}
