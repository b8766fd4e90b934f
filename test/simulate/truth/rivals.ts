import type { PathHistory } from "../../../controller/contract/path-history.ts";
import { meanOf } from "../../../controller/core/statistics/moments.ts";
import { meanMedianUs, type PathTruth } from "../generate/path-truth.ts";
import type { TrueGroup, World } from "../generate/world.ts";
import type { TrueRouting } from "./true-routing.ts";

/** Everybody by names to the nearest Region, as latency records lead them here. */
export function byLatency({ groups }: World): TrueRouting {
  return each(groups, ({ direct, nearest }) => direct.get(nearest));
}

/** Everybody by the accelerator. */
export function byAccelerator({ groups }: World): TrueRouting {
  return each(groups, ({ accelerated, nearest }) => accelerated.get(nearest));
}

/** Each group by whatever is truly fastest: no rule can do better. */
export function byTruth({ groups }: World): TrueRouting {
  return each(groups, (group) => least(waysOf(group), ([, path]) => meanMedianUs(path)));
}

/** Each group by whatever was fastest yesterday. */
export function byYesterday({ groups }: World, yesterday: readonly PathHistory[]): TrueRouting {
  return each(groups, (group) =>
    least(waysOf(group), ([way]) => {
      const [entry, endpoint = null] = way.split(" ");
      const own = yesterday.find(
        (history) =>
          history.vantage === group.vantage &&
          history.entry === entry &&
          history.endpoint === endpoint,
      );
      return meanOf(own?.medians.map(([, us]) => us) ?? []);
    }),
  );
}

/** Straight to each endpoint, and by the accelerator to where it leads. */
function waysOf({ direct, accelerated, nearest }: TrueGroup): [way: string, path: PathTruth][] {
  const straight = [...direct].map(([endpoint, path]): [string, PathTruth] => [
    `direct ${endpoint}`,
    path,
  ]);
  const fast = accelerated.get(nearest);
  return fast === undefined ? straight : [...straight, ["accelerator", fast]];
}

function each(
  groups: readonly TrueGroup[],
  pathOf: (group: TrueGroup) => PathTruth | undefined,
): TrueRouting {
  return new Map(
    groups.map((group) => {
      const path = pathOf(group);
      return [group.id, path === undefined ? [] : [{ share: group.share, path }]];
    }),
  );
}

function least(
  ways: readonly [string, PathTruth][],
  costOf: (way: [string, PathTruth]) => number,
): PathTruth | undefined {
  const costs = ways.map(costOf);
  return ways[costs.indexOf(Math.min(...costs))]?.[1];
}
