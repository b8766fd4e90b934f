import type { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import type { Advice } from "../../../controller/core/advise/path-evidence.ts";
import { meanOf } from "../../../controller/core/statistics/moments.ts";
import { trueQuantilesUs } from "../generate/true-users.ts";
import type { World } from "../generate/world.ts";
import { atLeast, type Row, within } from "../report/row.ts";
import { trueRouting } from "../truth/true-routing.ts";
import { type Recommended, recommendations } from "./recommend.ts";

const INTERVAL = "95 % interval holds the truth";

/** What was said of a design's users, and what is true of them, in µs. */
interface Told {
  readonly us: number;
  readonly lowUs: number | null;
  readonly highUs: number | null;
  readonly trueUs: number;
  /** Whether every group is mostly served by the endpoint that was said. */
  readonly isAsSaid: boolean;
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
      ...row(
        `p50 of the users: ${INTERVAL} where all are led as said`,
        p50.filter(isAsSaid),
        isInside,
      ),
      goal: within(0.92, 1),
    },
    row(`p50 of the users: ${INTERVAL} wherever they are led`, p50, isInside),
    row("p95 of the users within 5 % or 2 ms", p95, isNear),
    row("p95 of the users: mean error", p95, errorOf),
    row(`p95 of the users: ${INTERVAL} where all are led as said`, p95.filter(isAsSaid), isInside),
    endpoints(all),
  ];
}

/** How many of the groups are mostly served by the endpoint that was said, in what stands and what is changed to. */
function endpoints(all: readonly Recommended[]): Row {
  const said = all.flatMap(({ world, live, advice: { designs, design, outcome } }) => {
    const today = designs.find(({ isIncumbent }) => isIncumbent);
    const next = designs.find(({ standing }) => standing === "chosen");
    return [
      ...(today === undefined ? [] : isServedBy(world, live, today)),
      ...(outcome === "change" && design !== undefined && next !== undefined
        ? isServedBy(world, design, next)
        : []),
    ];
  });
  return {
    ...{ experiment: "prediction", what: "groups served by the endpoint that was predicted" },
    ...{ figure: meanOf(said.map(Number)), unit: "%", goal: atLeast(0.95), trials: said.length },
  };
}

function isServedBy(
  world: World,
  design: RoutingDesign,
  { groups }: Advice["designs"][number],
): boolean[] {
  const routing = trueRouting(world, design);
  return groups.map(({ group, served }) => {
    const mostly = (routing.get(group) ?? []).toSorted((a, b) => b.share - a.share)[0];
    return mostly?.endpoint === served[0]?.endpoint;
  });
}

/** Of what stands, and of what is changed to: the first was not picked for looking good. */
function tellOf({ world, live, advice }: Recommended, which: "p50" | "p95"): Told[] {
  const { designs, outcome, design } = advice;
  const today = designs.find(({ isIncumbent }) => isIncumbent);
  const chosen =
    outcome === "change" ? designs.find(({ standing }) => standing === "chosen") : undefined;
  return [
    ...told(world, live, today, which),
    ...(design === undefined ? [] : told(world, design, chosen, which)),
  ];
}

function told(
  world: World,
  design: RoutingDesign,
  advised: Advice["designs"][number] | undefined,
  which: "p50" | "p95",
): Told[] {
  const said = advised?.score?.[which];
  if (advised === undefined || said == null) return [];
  const parts = [...trueRouting(world, design).values()].flat();
  const [trueUs = Number.NaN] = trueQuantilesUs(parts, [which === "p50" ? 0.5 : 0.95]);
  const isAsSaid = isServedBy(world, design, advised).every(Boolean);
  return [{ ...said, trueUs, isAsSaid }];
}

const isAsSaid = (told: Told) => told.isAsSaid;
const isNear = ({ us, trueUs }: Told) =>
  Number(Math.abs(us - trueUs) <= Math.max(2_000, 0.05 * trueUs));
const errorOf = ({ us, trueUs }: Told) => Math.abs(us - trueUs) / trueUs;
const isInside = ({ lowUs, highUs, trueUs }: Told) =>
  Number((lowUs ?? 0) <= trueUs && trueUs <= (highUs ?? Number.POSITIVE_INFINITY));
