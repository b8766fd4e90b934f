import { describe, expect, it } from "vitest";
import type { Assumptions } from "../../../../controller/contract/baseline.ts";
import { Service } from "../../../../controller/contract/estate.ts";
import { PriceBook } from "../../../../controller/contract/price-book.ts";
import { Recommendation } from "../../../../controller/contract/recommendation.ts";
import type { PathEvidence } from "../../../../controller/core/advise/path-evidence.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";
import { assumptionsDrift } from "../../../../controller/core/drift/assumptions-drift.ts";
import {
  assumptionsBehind,
  assumptionsOf,
} from "../../../../controller/core/drift/assumptions-of.ts";
import { measuredBucket } from "../advise/measured-bucket.ts";
import { inventoryOf, part } from "../routing/sample-inventory.ts";
import { SHOP, VANTAGES } from "./sample-shop.ts";

const DAY_MS = 86_400_000;
const NOW_MS = 100 * DAY_MS;

function times(medianMs: number, n = 400): PathEvidence[] {
  return VANTAGES.map(({ id }) => ({
    vantage: id,
    entry: "dns",
    endpoint: null,
    bucket: measuredBucket({ medianMs, spreadMs: 1, n }),
  }));
}

function regions(...codes: string[]) {
  const region = { account: "111122223333", isRead: true, geography: null };
  return codes.map((code) => ({ ...region, code, optIn: "opt-in-not-required" as const }));
}

const TRAFFIC = Service.parse({
  ...SHOP,
  clientGroups: SHOP.clientGroups.map((group) => ({
    ...group,
    trafficPerMonth: { gbOut: 1_000 },
  })),
});

function taken(changes: Partial<Parameters<typeof assumptionsOf>[0]> = {}): Assumptions {
  return assumptionsOf({
    atMs: NOW_MS,
    service: TRAFFIC,
    vantages: VANTAGES,
    book: shippedPrices(),
    inventory: {
      ...inventoryOf({}, [part("regions", { service: "ec2" })]),
      regions: regions("us-east-1", "eu-west-1"),
    },
    times: times(20),
    fromMs: NOW_MS - DAY_MS,
    toMs: NOW_MS,
    ...changes,
  });
}

function drift(now: Assumptions, then = taken(), atMs = NOW_MS) {
  return assumptionsDrift(then, now, { atMs, orElse: "accept what stands" });
}

function withGroups(change: (groups: Service["clientGroups"]) => object[]): Service {
  return Service.parse({ ...TRAFFIC, clientGroups: change(TRAFFIC.clientGroups) });
}

const dearer = PriceBook.parse({
  ...shippedPrices(),
  prices: {
    ...shippedPrices().prices,
    "route53.query.latency": {
      ...shippedPrices().prices["route53.query.latency"],
      tiers: [{ upTo: null, usd: "0.90" }],
    },
    "data-transfer.internet.mx-central-1": {
      ...shippedPrices().prices["data-transfer.internet.mx-central-1"],
      confidence: "stated",
      tiers: [{ upTo: null, usd: "9" }],
    },
  },
});

const QUERY = shippedPrices().prices["route53.query.latency"];

/** The book with another price of a query by latency records; without one where that is null. */
function withQuery(usd: string | null) {
  const { "route53.query.latency": _, ...rest } = shippedPrices().prices;
  const price = QUERY && usd !== null && { ...QUERY, tiers: [{ upTo: null, usd }] };
  const prices = price ? { ...rest, "route53.query.latency": price } : rest;
  return PriceBook.parse({ ...shippedPrices(), prices });
}

const CASES: [string, Assumptions, object[]][] = [
  [
    "a price that the service is charged, and no other",
    taken({ book: dearer }),
    [{ id: "assumptions price route53.query.latency", severity: "medium" }],
  ],
  [
    "a share out of range",
    taken({
      service: withGroups(([a, b, c]) => [{ ...a, share: 0.2 }, { ...b, share: 0.6 }, { ...c }]),
    }),
    [
      { setting: "share", was: "30 %", is: "20 %", affected: { share: 0.2 } },
      { setting: "share", was: "50 %", is: "60 %" },
    ],
  ],
  [
    "a volume out of range, and not one within",
    taken({
      service: withGroups(([a, b, c]) => [
        { ...a, trafficPerMonth: { gbOut: 1_150 } },
        { ...b, trafficPerMonth: { gbOut: 1_250 } },
        { ...c },
      ]),
    }),
    [{ subject: "GB out of Europe", setting: "gbOut", was: "1000", is: "1250" }],
  ],
  [
    "a new group and one that is gone",
    taken({ service: withGroups(([a, b, c]) => [a ?? {}, b ?? {}, { ...c, id: "oceania" }]) }),
    [
      { change: "missing", affected: { groups: [] } },
      { change: "extra", affected: { share: 0.2 } },
    ],
  ],
  [
    "a new endpoint and one that is gone",
    taken({
      service: Service.parse({
        ...TRAFFIC,
        endpoints: TRAFFIC.endpoints.map((each) =>
          each.id === "us-east-1" ? { ...each, id: "us", place: "us-east-2" } : each,
        ),
      }),
    }),
    [
      { change: "extra", setting: "us in us-east-2", severity: "low" },
      { change: "missing", setting: "us-east-1", severity: "medium" },
    ],
  ],
  [
    "a new Region",
    taken({
      inventory: {
        ...inventoryOf({}, [part("regions", { service: "ec2" })]),
        regions: regions("us-east-1", "eu-west-1", "mx-central-1"),
      },
    }),
    [{ change: "extra", subject: "Regions to choose from", setting: "mx-central-1" }],
  ],
  [
    "a level that shifted",
    taken({ times: times(40) }),
    [
      { subject: "latency level of Americas by Route 53", severity: "medium", samples: 400 },
      { affected: { share: 0.5, groups: [{ group: "europe" }] } },
      { setting: "p50" },
    ],
  ],
  ["no level that moved by less than users notice", taken({ times: times(23) }), []],
];

describe("controller/core/drift/assumptions-drift", () => {
  it("finds nothing where everything is as it was, and says how much was compared", () => {
    const { findings, unread, compared } = drift(taken());
    expect({ findings, unread }).toEqual({ findings: [], unread: [] });
    expect(compared).toBeGreaterThan(30);
  });

  it.each(CASES)("tells %s", (_, now, findings) => {
    expect(drift(now).findings).toMatchObject(findings);
  });

  it("takes what is measured to this day for confirmation, and nothing older", () => {
    const lately = drift(taken({ toMs: NOW_MS + 20 * DAY_MS }), taken(), NOW_MS + 20 * DAY_MS);
    expect(lately.findings).toEqual([]);
    const silent = drift(taken({ times: [] }), taken(), NOW_MS + 20 * DAY_MS);
    expect(silent.findings).toMatchObject([{ id: "assumptions evidence", is: "20.0 days" }]);
  });

  it("takes a price for grave where there was none before, whatever the new one is", () => {
    const free = taken({ book: withQuery("0") });
    const { findings } = drift(taken({ book: withQuery("0.90") }), free);
    expect(findings).toMatchObject([
      { id: "assumptions price route53.query.latency", severity: "medium", was: "0" },
    ]);
    const little = drift(taken({ book: withQuery("1.01") }), taken({ book: withQuery("1.00") }));
    expect(little.findings).toMatchObject([{ severity: "low" }]);
  });

  it("names a price that is there no more, and a volume that was not known", () => {
    const before = taken({
      service: withGroups(([a, b, c]) => [{ ...a, trafficPerMonth: {} }, { ...b }, { ...c }]),
    });
    const { findings, unread, compared } = drift(taken({ book: withQuery(null) }), before);
    expect(findings).toEqual([]);
    expect(unread).toMatchObject([
      { what: `price of ${QUERY?.label ?? ""}`, why: "is in the book of prices no more" },
      { what: "GB out of Americas", why: "was not known when it was decided" },
    ]);
    expect(compared).toBe(drift(taken()).compared - 2);
  });

  it("names what it does not know any more", () => {
    const service = withGroups((groups) =>
      groups.map((each) => ({ ...each, trafficPerMonth: {} })),
    );
    const { unread } = drift(taken({ service, inventory: null, times: [] }));
    expect(unread.map(({ what }) => what)).toEqual([
      "GB out of Americas",
      "GB out of Europe",
      "GB out of Asia",
      "Regions to choose from",
      "latency level of Americas by Route 53",
      "latency level of Europe by Route 53",
      "latency level of Asia by Route 53",
    ]);
  });

  it("compares with a recommendation what that keeps, and names the rest", () => {
    const option = {
      entry: "dns",
      endpoint: null,
      p50: { us: 20_000, lowUs: 19_900, highUs: 20_100 },
      n: 400,
    };
    const recommendation = Recommendation.parse({
      id: "REC-0001",
      service: "shop",
      madeAtMs: NOW_MS,
      outcome: "keep",
      sentence: "Keep.",
      soFar: null,
      missing: [],
      groups: [
        {
          group: "europe",
          label: "Europe",
          share: 0.5,
          vantages: ["eu-central-1"],
          dns: option,
          accelerator: null,
          bestDirect: null,
          verdict: "equivalent",
          difference: null,
          thresholdUs: null,
          sentence: "",
        },
      ],
      evidence: {
        fromMs: 0,
        toMs: NOW_MS,
        samples: 400,
        fullDays: 1,
        coverage: 1,
        grade: "C",
        hash: "0",
      },
    });
    const then = assumptionsBehind(recommendation);
    expect(drift(taken(), then)).toMatchObject({
      compared: 2,
      findings: [],
      unread: [
        { what: "prices" },
        { what: "traffic" },
        { what: "endpoints to choose from" },
        { what: "Regions to choose from" },
      ],
    });
    expect(drift(taken({ times: times(40) }), then).findings).toHaveLength(1);
  });
});
