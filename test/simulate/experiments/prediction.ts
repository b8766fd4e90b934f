import type { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import { meanOf } from "../../../controller/core/statistics/moments.ts";
import { trueQuantilesUs } from "../generate/true-users.ts";
import type { World } from "../generate/world.ts";
import { atLeast, type Row, within } from "../report/row.ts";
import { trueRouting } from "../truth/true-routing.ts";
import { type Recommended, recommendations } from "./recommend.ts";

/** What was said of a design's users, and what is true of them, in µs. */
interface Told {
  readonly us: number;
  readonly lowUs: number | null;
  readonly highUs: number | null;
  readonly trueUs: number;
}

/** What the advisor says that users get of a design, against what they truly get. */
export function prediction(seeds: number): Row[] {
  const all = recommendations(seeds);
  const row = (what: string, told: readonly Told[], of: (told: Told) => number): Row => ({
    experiment: "prediction",
    ...{ what, figure: meanOf(told.map(of)), unit: "%", goal: null, trials: told.length },
  });
  const [p50, p95] = (["p50", "p95"] as const).map((which) =>
    all.flatMap((one) => tellOf(one, which)),
  );
  if (p50 === undefined || p95 === undefined) return [];
  return [
    { ...row("p50 of the users within 5 % or 2 ms", p50, isNear), goal: atLeast(0.95) },
    row("p50 of the users: mean error", p50, errorOf),
    {
      ...row("p50 of the users: 95 % interval holds the truth", p50, isInside),
      goal: within(0.92, 1),
    },
    row("p95 of the users within 5 % or 2 ms", p95, isNear),
    row("p95 of the users: mean error", p95, errorOf),
    row("p95 of the users: 95 % interval holds the truth", p95, isInside),
  ];
}

/** Of what stands, and of what is changed to: the first was not picked for looking good. */
function tellOf({ world, live, advice }: Recommended, which: "p50" | "p95"): Told[] {
  const { designs, outcome, design } = advice;
  const today = designs.find(({ isIncumbent }) => isIncumbent);
  const chosen =
    outcome === "change" ? designs.find(({ standing }) => standing === "chosen") : undefined;
  return [
    ...told(world, live, today?.score?.[which], which),
    ...(design === undefined ? [] : told(world, design, chosen?.score?.[which], which)),
  ];
}

function told(
  world: World,
  design: RoutingDesign,
  said: Omit<Told, "trueUs"> | null | undefined,
  which: "p50" | "p95",
): Told[] {
  if (said == null) return [];
  const parts = [...trueRouting(world, design).values()].flat();
  const [trueUs = Number.NaN] = trueQuantilesUs(parts, [which === "p50" ? 0.5 : 0.95]);
  return [{ ...said, trueUs }];
}

const isNear = ({ us, trueUs }: Told) =>
  Number(Math.abs(us - trueUs) <= Math.max(2_000, 0.05 * trueUs));
const errorOf = ({ us, trueUs }: Told) => Math.abs(us - trueUs) / trueUs;
const isInside = ({ lowUs, highUs, trueUs }: Told) =>
  Number((lowUs ?? 0) <= trueUs && trueUs <= (highUs ?? Number.POSITIVE_INFINITY));
