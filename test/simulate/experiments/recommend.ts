import type { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import type { PathHistory } from "../../../controller/contract/path-history.ts";
import { advise } from "../../../controller/core/advise/advise.ts";
import type { EvidenceInput } from "../../../controller/core/advise/evidence-input.ts";
import type { Advice } from "../../../controller/core/advise/path-evidence.ts";
import { seeded } from "../../helpers/seeded.ts";
import { SLOTS_PER_DAY } from "../generate/simulate-path.ts";
import { drawWorld, type World } from "../generate/world.ts";
import { measuredEvidence, perfectEvidence } from "../generate/world-evidence.ts";

/** A world, what the advisor says of it after two weeks, and what it would say if it knew everything. */
export interface Recommended {
  readonly world: World;
  /** What was measured on the last day. */
  readonly yesterday: readonly PathHistory[];
  readonly live: RoutingDesign;
  readonly advice: Advice;
  readonly informed: Advice;
}

const DAYS = 14;
const RTO_S = 120;
const known = new Map<number, Recommended>();

/**
 * Two worlds a seed, the same ones for all who ask: one without a recovery time, and one in which users
 * must be back within two minutes. Half of them lead everybody to one Region today.
 */
export function recommendations(seeds: number): Recommended[] {
  return Array.from({ length: 2 * seeds }, (_, seed) => {
    const made = known.get(seed) ?? recommend(seed);
    known.set(seed, made);
    return made;
  });
}

function recommend(seed: number): Recommended {
  const random = seeded(5_000 + seed);
  const world = drawWorld(
    {
      ...{ endpoints: 3, groups: 6, today: seed % 4 < 2 ? "nearest" : "first" },
      rtoS: seed % 2 === 0 ? undefined : RTO_S,
    },
    random,
  );
  const input = measuredEvidence(world, DAYS, random);
  if (input.live === null) throw new Error("simulated services have a design in use");
  return {
    world,
    yesterday: input.histories.map((each) => ({
      ...each,
      medians: each.medians.slice(-SLOTS_PER_DAY),
      days: [],
    })),
    live: input.live,
    advice: settled(input),
    informed: settled(perfectEvidence(world, random)),
  };
}

/** The answer once it has been the same three times in a row, which a change takes. */
function settled(input: EvidenceInput): Advice {
  const first = advise(input, { everyDesign: true });
  if (first.outcome === "change") return first;
  return advise(
    { ...input, memory: { ...input.memory, best: first.best, inARow: 2 } },
    { everyDesign: true },
  );
}

/** What stands once the advice has been followed. */
export function followed({ outcome, design }: Advice, live: RoutingDesign): RoutingDesign {
  return outcome === "change" && design !== undefined ? design : live;
}
