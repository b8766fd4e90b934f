import { describe, expect, it } from "vitest";
import { AnswersReport } from "../../../../controller/contract/answers.ts";
import type { PlacedVantage } from "../../../../controller/contract/estate.ts";
import { answerContext } from "../../../../controller/core/answers/answer-context.ts";
import {
  type AnswersInput,
  composeAnswers,
} from "../../../../controller/core/answers/compose-answers.ts";
import { serviceBook } from "../../../../controller/core/routing/service-book.ts";
import { ADDRESS, record, shopDesign, value } from "../routing/shop-design.ts";
import { contextOf, inputOf, looked, NOW_MS, runOf, SHOP, VANTAGES } from "./sample-answers.ts";

const EUROPE_IS_SYDNEY = runOf({
  "eu-central-1": [ADDRESS["ap-southeast-2"]],
  "us-east-1": [ADDRESS["us-east-1"]],
});

/** The records of the shop's own name by weight. */
function weighted(weights: Partial<Record<keyof typeof ADDRESS, number>>) {
  const design = shopDesign();
  const [zone] = design.hostedZones;
  const records = Object.entries(weights).map(([region, weight]) =>
    record("www.shop.example", {
      setIdentifier: region,
      routing: { policy: "weighted", weight },
      ...value(ADDRESS[region as keyof typeof ADDRESS]),
    }),
  );
  return shopDesign({ hostedZones: [{ ...zone, records }] as never });
}

function codes(changes: Partial<AnswersInput>) {
  const { disagreements } = composeAnswers(inputOf(changes));
  return disagreements.map(({ sources, reasons }) => [
    sources.join("/"),
    ...reasons.map(({ code }) => code),
  ]);
}

describe("controller/core/answers/compose-answers", () => {
  it("tells whom each group is led to by the most trusted source, and that all agree", () => {
    const report = AnswersReport.parse(composeAnswers(inputOf()));
    expect(report.verdict).toBe("agreed");
    expect(report.groups.map(({ group, ledTo }) => [group, ledTo])).toEqual([
      ["europe", [{ share: 1, server: { kind: "endpoint", endpoint: "ireland" } }]],
      ["america", [{ share: 1, server: { kind: "endpoint", endpoint: "virginia" } }]],
    ]);
    expect(report.groups[0]?.askers[0]).toMatchObject({ trusted: "lookup", isAgreed: true });
    expect(report.agreements).toEqual(
      [
        ["lookup", "test"],
        ["lookup", "model"],
        ["test", "model"],
      ].map((sources) => ({
        sources,
        agreement: 1,
        comparedShare: 1,
        askersCompared: 2,
        askersAgreed: 2,
      })),
    );
  });

  it("weighs agreement by traffic, and counts askers", () => {
    const report = composeAnswers(inputOf({ run: EUROPE_IS_SYDNEY }));
    expect(report.verdict).toBe("disagreed");
    expect(report.agreements[0]?.agreement).toBeCloseTo(0.2);
    expect(report.agreements[0]).toMatchObject({ askersCompared: 2, askersAgreed: 1 });
    expect(report.agreements[1]).toMatchObject({ agreement: 1 });
  });

  it("believes a lookup without client subnet less than Route 53 itself", () => {
    const vantages = VANTAGES.map(
      ({ resolver: _none, ...vantage }): PlacedVantage => ({
        ...vantage,
        resolver: { address: "9.9.9.9", port: 53 },
      }),
    );
    const { groups } = composeAnswers(inputOf({ vantages, run: EUROPE_IS_SYDNEY }));
    expect(groups[0]).toMatchObject({
      ledTo: [{ server: { endpoint: "sydney" } }],
      askers: [{ trusted: "test", isAgreed: false }],
    });
  });

  it("takes who served connections where a probe does not tell what lookups answer", () => {
    const connections = { servedBy: { ireland: 12 }, newestAtMs: NOW_MS };
    const nothing = { servedBy: {}, newestAtMs: null };
    const observed = new Map([["eu-central-1", { lookups: nothing, connections }]]);
    const { groups } = composeAnswers(inputOf({ observed }));
    expect(groups[0]?.askers[0]?.answers[0]).toMatchObject({
      source: "lookup",
      basis: "connections",
      answers: 12,
      ledTo: [{ server: { endpoint: "ireland" } }],
    });
    expect(groups[1]?.askers[0]?.notAsked).toMatchObject([{ source: "lookup" }]);
  });

  it("takes no endpoint that served connections for an address", () => {
    const connections = { servedBy: { "ip-10-0-1-5": 12 }, newestAtMs: NOW_MS };
    const nothing = { servedBy: {}, newestAtMs: null };
    const observed = new Map([["eu-central-1", { lookups: nothing, connections }]]);
    const { groups } = composeAnswers(inputOf({ observed }));
    expect(groups[0]?.askers[0]?.answers[0]?.ledTo).toEqual([
      { share: 1, server: { kind: "endpoint", endpoint: "ip-10-0-1-5" } },
    ]);
  });

  it("says what could not be asked, and claims nothing where there is nothing to compare", () => {
    const context = answerContext(null, serviceBook(SHOP, null), {
      host: "www.shop.example",
      port: 80,
    });
    const report = composeAnswers(inputOf({ context, observed: new Map(), run: null }));
    expect(report.verdict).toBe("inconclusive");
    expect(report.groups[0]?.ledTo).toMatchObject([{ server: { kind: "unknown" } }]);
    expect(report.groups[0]?.askers[0]).toMatchObject({
      trusted: null,
      isAgreed: null,
      notAsked: [{ source: "lookup" }, { source: "test" }, { source: "model" }],
    });
    expect(report.agreements[0]).toMatchObject({ agreement: null, comparedShare: 0 });
  });

  it("tells the error of a round in which Route 53 did not answer", () => {
    const error = {
      kind: "denied" as const,
      code: "AccessDenied",
      message: "not authorized",
      mend: "Allow route53:TestDNSAnswer.",
    };
    const { groups } = composeAnswers(inputOf({ run: runOf({}, { error }) }));
    expect(groups[0]?.askers[0]?.notAsked).toEqual([
      expect.objectContaining({ source: "test", mend: "Allow route53:TestDNSAnswer." }),
    ]);
  });

  it("compares a proposed design with its model alone, whatever is looked up today", () => {
    const report = composeAnswers(inputOf({ about: "proposed", run: EUROPE_IS_SYDNEY }));
    expect(report.agreements.map(({ sources }) => sources)).toEqual([["shadow", "model"]]);
    expect(report.groups[0]?.askers[0]).toMatchObject({ trusted: "shadow", isAgreed: false });
  });

  it("finds several answers of a weighted name no disagreement", () => {
    const context = contextOf(weighted({ "us-east-1": 1, "eu-west-1": 3 }));
    const observed = new Map([["eu-central-1", looked({ "us-east-1": 52, "eu-west-1": 148 })]]);
    expect(composeAnswers(inputOf({ context, observed })).verdict).toBe("agreed");
  });

  it.each<[string, Partial<AnswersInput>, string[][]]>([
    [
      "AWS's own table of latencies",
      { observed: new Map(), run: EUROPE_IS_SYDNEY },
      [["test/model", "latency-table"]],
    ],
    [
      "a health check that Route 53 finds failed",
      {
        observed: new Map(),
        run: runOf({ "eu-central-1": [ADDRESS["us-east-1"]] }),
      },
      [["test/model", "health", "latency-table"]],
    ],
    [
      "a cache that still has the answer before",
      {
        observed: new Map([["eu-central-1", looked({ "eu-west-1": 30, "us-east-1": 30 })]]),
        run: runOf({ "eu-central-1": [ADDRESS["us-east-1"]] }),
        context: contextOf(shopDesign(), { downChecks: new Set(["check-eu-west-1"]) }),
      },
      [["lookup/model", "ttl-running", "latency-table"]],
    ],
    [
      "records that were read long before",
      {
        observed: new Map(),
        run: EUROPE_IS_SYDNEY,
        context: contextOf(shopDesign(), { readAtMs: NOW_MS - 3_600_000 }),
      },
      [["test/model", "latency-table", "older-records"]],
    ],
    [
      "an address that no endpoint has",
      { observed: new Map(), run: runOf({ "eu-central-1": ["198.51.100.99"] }) },
      [["test/model", "unknown-address", "latency-table"]],
    ],
  ])("names a likely reason: %s", (_what, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });
});
