import type { FieldComment } from "./proposal.ts";

/** Of a file that is the first to name vantages. */
export const VANTAGES_ASIDE: readonly FieldComment[] = [
  {
    path: ["vantages"],
    text: "Places where probes could stand, suggested. Add those where your users are: offices, providers, other Regions.",
  },
];

/** What AWS does not know, and only the owner of a service can say; behind the last field. */
export const OWNERS_PART: FieldComment = {
  path: [],
  where: "end",
  text: `Not in AWS, and yours to say (isochrone service schema describes every field):

entries.servedByHeader: the response header in which an endpoint names itself by its id. Without it
nobody can tell which endpoint served a user.

clientGroups:
  - { id: europe, label: Europe, share: 0.6, vantages: [eu-central-1] }
  - { id: others, label: Everybody else, share: 0.4, vantages: [us-east-1] }
traffic:
  perMonth: { gbOut: 1200, requests: 40000000 }
objectives:
  rtoS: 60
  latency: [{ statistic: p95, atMostMs: 150 }]
constraints:
  budgetUsdPerMonth: 500`,
};
