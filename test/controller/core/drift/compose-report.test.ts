import { describe, expect, it } from "vitest";
import type { DriftReport } from "../../../../controller/contract/drift.ts";
import { Service } from "../../../../controller/contract/estate.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";
import { assumptionsDrift } from "../../../../controller/core/drift/assumptions-drift.ts";
import { assumptionsOf } from "../../../../controller/core/drift/assumptions-of.ts";
import { composeReport, driftPhase } from "../../../../controller/core/drift/compose-report.ts";
import { predictionDrift } from "../../../../controller/core/drift/prediction-drift.ts";
import { routingModel } from "../../../../controller/core/drift/routing-model.ts";
import type { SenseFindings } from "../../../../controller/core/drift/sense-findings.ts";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { measuredBucket } from "../advise/measured-bucket.ts";
import { inventoryOf, part } from "../routing/sample-inventory.ts";
import { shopDesign } from "../routing/shop-design.ts";
import { SHOP, VANTAGES } from "./sample-shop.ts";

/** A report for each check, one after the other. */
function reports(checks: readonly SenseFindings[]): DriftReport[] {
  const made: DriftReport[] = [];
  for (const [at, findings] of checks.entries()) {
    made.push(
      composeReport({
        service: "shop",
        label: "Shop",
        basis: { against: "declared", source: "baseline", recommendation: null, atMs: 0 },
        checkedAtMs: at + 1,
        inventoryAtMs: 0,
        senses: [findings],
        earlier: made.at(-1) ?? null,
      }),
    );
  }
  return made;
}

function seen({ differences }: DriftReport): [string, number, number][] {
  return differences.map((each) => [each.id, each.firstSeenAtMs, each.lastSeenAtMs]);
}

/** What was found once and then cannot be looked at. */
function toldOn(found: SenseFindings, unread: SenseFindings): [string, number, number][] {
  const [first, second, third] = reports([found, unread, found]);
  if (first === undefined || second === undefined || third === undefined) throw new Error("none");
  expect(driftPhase(first, second)).toBeNull();
  expect(second.verdict).toBe("drift");
  expect(seen(third)).toEqual(seen(first).map(([id, since]) => [id, since, 3]));
  return seen(second);
}

describe("controller/core/drift/compose-report: what cannot be looked at goes on being told", () => {
  it("of predictions: times, once too few connections say who serves", () => {
    const times = (["direct", "dns"] as const).flatMap((entry) =>
      VANTAGES.map(({ id }) => ({
        vantage: id,
        entry,
        endpoint: entry === "dns" ? null : (NEAREST[id] ?? ""),
        bucket: measuredBucket({ medianMs: entry === "dns" ? 60 : 20, spreadMs: 1, n: 400 }),
      })),
    );
    const drift = (europe: number) =>
      predictionDrift({
        endpoints: SHOP.endpoints.map(({ id }) => id),
        model: routingModel(SHOP, VANTAGES, null),
        design: canonicalDesign(shopDesign()),
        health: {},
        connections: VANTAGES.map(({ id }) => {
          const n = id === "eu-central-1" ? europe : 700;
          const bucket = { ...measuredBucket({ n }), servedBy: { [NEAREST[id] ?? ""]: n } };
          return { vantage: id, entry: "dns", endpoint: null, bucket };
        }),
        times,
        fromMs: 0,
        toMs: 3_600_000,
      });
    expect(toldOn(drift(700), drift(5))).toContainEqual(["prediction latency dns europe", 1, 1]);
  });

  it("of assumptions: a volume and Regions that are not known any more", () => {
    const europe = (gbOut?: number) =>
      Service.parse({
        ...SHOP,
        clientGroups: SHOP.clientGroups.map((group) =>
          group.id === "europe" && gbOut !== undefined
            ? { ...group, trafficPerMonth: { gbOut } }
            : group,
        ),
      });
    const assumed = (service: Service, regions: readonly string[] | null) =>
      assumptionsOf({
        atMs: 0,
        service,
        vantages: VANTAGES,
        book: shippedPrices(),
        inventory:
          regions === null
            ? null
            : {
                ...inventoryOf({}, [part("regions", { service: "ec2" })]),
                regions: regions.map((code) => ({
                  account: "111122223333",
                  isRead: true,
                  geography: null,
                  code,
                  optIn: "opt-in-not-required",
                })),
              },
        times: [],
        fromMs: 0,
        toMs: 0,
      });
    const then = assumed(europe(1_000), ["us-east-1", "eu-west-1"]);
    const drift = (now: typeof then) =>
      assumptionsDrift(then, now, { atMs: 0, orElse: "accept what stands" });
    const found = drift(assumed(europe(2_000), ["us-east-1", "mx-central-1"]));
    expect(toldOn(found, drift(assumed(europe(), null)))).toEqual(
      expect.arrayContaining([
        ["assumptions traffic europe gbOut", 1, 1],
        ["assumptions Region eu-west-1", 1, 1],
        ["assumptions Region mx-central-1", 1, 1],
      ]),
    );
  });
});

const NEAREST: Readonly<Record<string, string>> = {
  "us-east-1": "us-east-1",
  "eu-central-1": "eu-west-1",
  "ap-southeast-2": "ap-southeast-2",
};
