import { type DriftAnswer, DriftReport } from "../../../controller/contract/drift.ts";
import { NOW_MS } from "./sample-answers.ts";

const MINUTE_MS = 60_000;
const CHECKED_MS = NOW_MS - 4 * MINUTE_MS;

const basis = {
  against: "declared",
  source: "baseline",
  recommendation: null,
  atMs: NOW_MS - 10_000 * MINUTE_MS,
};

function report(more: object): DriftReport {
  return DriftReport.parse({
    service: "shop",
    label: "Shop",
    basis,
    checkedAtMs: CHECKED_MS,
    inventoryAtMs: CHECKED_MS - MINUTE_MS,
    unread: [],
    differences: [],
    ...more,
  });
}

function sense(name: string, verdict: string, compared: number, differences = 0, unread = 0) {
  return { sense: name, verdict, compared, differences, unread };
}

const NOBODY = { groups: [], share: 0, movedShare: 0 };
const EUROPE = {
  groups: [{ group: "europe", label: "Europe", share: 0.5, how: "moved", movedShare: 1 }],
  share: 0.5,
  movedShare: 0.5,
};

const DENIED = {
  sense: "configuration",
  what: "health checks in 111122223333",
  why: "User: arn:aws:iam::111122223333:role/isochrone-observe is not authorized to perform: route53:ListHealthChecks",
  mend: "Allow route53:ListHealthChecks to the role.",
};

/** Answers of each kind, in the words of the product. */
export const SAMPLE_DRIFT: Readonly<Record<"found" | "none" | "inconclusive", DriftAnswer>> = {
  found: {
    notChecked: ["checkout"],
    reports: [
      report({
        verdict: "drift",
        senses: [
          sense("configuration", "drift", 64, 2, 1),
          sense("prediction", "none", 6),
          sense("assumptions", "drift", 48, 1),
        ],
        unread: [DENIED],
        differences: [
          {
            id: "configuration record Z1 shop.example. A eu-west-1 values",
            sense: "configuration",
            severity: "high",
            change: "changed",
            subject: "record A shop.example. (eu-west-1)",
            setting: "values",
            was: "198.51.100.2",
            is: "198.51.100.1",
            affected: EUROPE,
            samples: null,
            firstSeenAtMs: CHECKED_MS - 90 * MINUTE_MS,
            lastSeenAtMs: CHECKED_MS,
            sentence:
              "record A shop.example. (eu-west-1): values was 198.51.100.2, is 198.51.100.1. Europe (50 % of the traffic) is led elsewhere.",
            mend: "Set values back to 198.51.100.2, or accept what stands: isochrone drift shop --accept.",
          },
          {
            id: "configuration health-check h1",
            sense: "configuration",
            severity: "medium",
            change: "missing",
            subject: "health check h1",
            setting: null,
            was: "type HTTP",
            is: null,
            affected: EUROPE,
            samples: null,
            firstSeenAtMs: CHECKED_MS - 300 * MINUTE_MS,
            lastSeenAtMs: CHECKED_MS - 60 * MINUTE_MS,
            sentence:
              "health check h1 is not there any more. Europe (50 % of the traffic) goes through it.",
            mend: "Create it again, or accept what stands: isochrone drift shop --accept.",
          },
          {
            id: "assumptions level dns asia",
            sense: "assumptions",
            severity: "low",
            change: "changed",
            subject: "latency level of Asia by Route 53",
            setting: "p50",
            was: "61 ms (60 ms to 62 ms)",
            is: "48 ms (47 ms to 49 ms)",
            affected: NOBODY,
            samples: 1_804,
            firstSeenAtMs: CHECKED_MS,
            lastSeenAtMs: CHECKED_MS,
            sentence:
              "Asia had 61 ms by Route 53 when it was decided, and has 48 ms: −13 ms (−15 to −11).",
            mend: "Ask for a recommendation on today's measurements, or accept what stands: isochrone drift shop --accept.",
          },
        ],
      }),
    ],
  },
  none: {
    notChecked: [],
    reports: [report({ verdict: "none", senses: [sense("configuration", "none", 64)] })],
  },
  inconclusive: {
    notChecked: [],
    reports: [
      report({
        basis: { ...basis, source: null, atMs: null },
        verdict: "inconclusive",
        inventoryAtMs: null,
        senses: [sense("configuration", "inconclusive", 0, 0, 1)],
        unread: [
          {
            sense: "configuration",
            what: "the declared design",
            why: "the service declares none, and none was accepted",
            mend: "Accept what stands: isochrone drift shop --accept.",
          },
        ],
      }),
    ],
  },
};
