import type { Service } from "../../contract/estate.ts";
import type { Missing } from "../../contract/recommendation.ts";
import type { Prediction } from "../predict/prediction.ts";
import { daysText, percentText } from "../wording/count.ts";
import { entryName, namesText } from "../wording/names.ts";
import { ADVICE_RULES } from "./advice-rules.ts";

/** What there is, as far as something may be lacking. */
export interface Stock {
  readonly service: Service;
  readonly fullDays: number;
  readonly coverage: number;
  readonly failoverRuns: number;
  /** Whether the owner says who the users are. */
  readonly areGroupsDeclared: boolean;
  /** Why no design can be put together; null where they can. */
  readonly groundless: string | null;
  /** What stands, or the best of what was compared; null without any. */
  readonly prediction: Prediction | null;
  /** Latency objectives that nothing is predicted for. */
  readonly notJudged: readonly string[];
}

const { provisionalDays, firmDays, leastCoverage, leastFailoverRuns } = ADVICE_RULES;

/** What an answer, or a surer one, lacks; the most binding first. */
export function missingFor(stock: Stock): Missing[] {
  return REQUIREMENTS.flatMap((lacks) => lacks(stock));
}

const REQUIREMENTS: readonly ((stock: Stock) => Missing[])[] = [
  ({ groundless }) =>
    groundless === null ? [] : [{ what: "designs to compare", have: "none", need: groundless }],
  ({ service }) =>
    (["dns", "accelerator"] as const)
      .filter((entry) => service[entry] === undefined)
      .slice(0, 1)
      .map((entry) => ({
        what: `way in by ${entryName(entry)}`,
        have: "none declared",
        need: "one to compare with",
      })),
  ({ fullDays }) =>
    fullDays >= firmDays
      ? []
      : [
          {
            what: "full days",
            have: daysText(fullDays),
            need: `${provisionalDays} (provisional), ${firmDays} (firm)`,
          },
        ],
  ({ coverage }) =>
    coverage >= leastCoverage
      ? []
      : [
          {
            what: "traffic with measurements of its own",
            have: percentText(coverage, 1),
            need: percentText(leastCoverage, 1),
          },
        ],
  ({ failoverRuns }) =>
    failoverRuns >= leastFailoverRuns
      ? []
      : [{ what: "failover runs", have: String(failoverRuns), need: String(leastFailoverRuns) }],
  ({ areGroupsDeclared }) =>
    areGroupsDeclared
      ? []
      : [
          {
            what: "shares of the traffic",
            have: "equal shares assumed",
            need: "client groups with shares",
          },
        ],
  ({ prediction }) => costFacts(prediction),
  ({ notJudged }) =>
    notJudged.map((goal) => ({
      what: `a prediction for ${goal}`,
      have: "p50 and p95 of echo_rtt",
      need: "an objective in one of these",
    })),
];

/** Facts without which a cost is not known, one line for each kind, with the groups that lack it. */
function costFacts(prediction: Prediction | null): Missing[] {
  const byWhat = new Map<string, { groups: string[]; mend: string }>();
  for (const { group, what, mend } of prediction?.price.missing ?? []) {
    const own = byWhat.get(what) ?? { groups: [], mend };
    if (group !== null) own.groups.push(group);
    byWhat.set(what, own);
  }
  return [...byWhat].map(([what, { groups, mend }]) => ({
    what: `cost: ${what}`,
    have: groups.length === 0 ? "not known" : `not known of ${namesText(groups)}`,
    need: mend,
  }));
}
