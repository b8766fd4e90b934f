import { describe, expect, it } from "vitest";
import type { Baseline } from "../../../../controller/contract/baseline.ts";
import { type DriftAgainst, DriftReport } from "../../../../controller/contract/drift.ts";
import type { InventoryPart } from "../../../../controller/contract/inventory-part.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";
import { assumptionsOf } from "../../../../controller/core/drift/assumptions-of.ts";
import {
  checkService,
  type ServiceFacts,
} from "../../../../controller/core/drift/check-service.ts";
import { driftPhase, narrowed } from "../../../../controller/core/drift/compose-report.ts";
import { wholeDesign } from "../../../../controller/core/drift/live-view.ts";
import { takeBaseline } from "../../../../controller/core/drift/take-baseline.ts";
import { liveDesign } from "../../../../controller/core/routing/live-design.ts";
import { inventoryOf, part } from "../routing/sample-inventory.ts";
import { shopDesign } from "../routing/shop-design.ts";
import { SHOP, VANTAGES } from "./sample-shop.ts";

const MINUTE_MS = 60_000;

type ServiceCheck = ServiceFacts & {
  readonly against: DriftAgainst;
  readonly earlier: DriftReport | null;
};

function reportOf({ against, earlier, ...facts }: ServiceCheck): DriftReport {
  return checkService(facts)(against, earlier);
}

/** Everything of a check of the shop at a minute, with what then stands in AWS. */
function checkAt(
  minute: number,
  live: object | null = shopDesign(),
  parts: readonly InventoryPart[] = [],
): ServiceCheck {
  const atMs = minute * MINUTE_MS;
  const regions = part("regions", { service: "ec2" });
  const inventory = live === null ? null : inventoryOf(live, [regions, ...parts]);
  const evidence = { times: [], fromMs: 0, toMs: atMs };
  const common = { atMs, service: SHOP, vantages: VANTAGES };
  return {
    ...common,
    ...evidence,
    against: "declared",
    aws: inventory && { inventory, whole: wholeDesign(inventory) },
    led: inventory && liveDesign(SHOP, inventory),
    baseline: null,
    recommendation: null,
    connections: [],
    now: assumptionsOf({ ...common, ...evidence, book: shippedPrices(), inventory }),
    earlier: null,
  };
}

function accepted(check: ServiceCheck): Baseline {
  const baseline = takeBaseline(check.service, check.led, check.now, "");
  if ("code" in baseline) throw new Error(baseline.code);
  return baseline;
}

function slower(ttlS: number) {
  const design = structuredClone(shopDesign());
  const [zone] = design.hostedZones;
  for (const set of zone?.records ?? []) if (set.ttlS !== undefined) set.ttlS = ttlS;
  return design;
}

const BASELINE = accepted(checkAt(0));
const UNREAD = part("record-sets", {
  scope: "ZSHOP",
  state: "failed",
  error: { kind: "denied", code: "AccessDenied", message: "No.", mend: "Allow it." },
});

/** The configuration alone. */
function configuration(check: ServiceCheck): DriftReport {
  return narrowed(DriftReport.parse(reportOf(check)), "configuration");
}

describe("controller/core/drift/check-service", () => {
  it("says that nothing was compared before anything is declared, or read", () => {
    expect(reportOf(checkAt(1))).toMatchObject({
      verdict: "inconclusive",
      basis: { source: null, atMs: null },
      senses: [
        { sense: "configuration", verdict: "inconclusive", compared: 0, unread: 1 },
        { sense: "prediction", verdict: "inconclusive" },
        { sense: "assumptions", verdict: "inconclusive", compared: 0 },
      ],
    });
    const unread = configuration({ ...checkAt(1, null), baseline: BASELINE });
    expect(unread).toMatchObject({ verdict: "inconclusive", inventoryAtMs: null });
    expect(unread.unread).toMatchObject([{ why: "AWS was never read" }]);
  });

  it("holds what stands against what was accepted", () => {
    const same = configuration({ ...checkAt(1), baseline: BASELINE });
    expect(same).toMatchObject({ verdict: "none", basis: { source: "baseline", atMs: 0 } });
    const other = configuration({ ...checkAt(1, slower(300)), baseline: BASELINE });
    expect(other.verdict).toBe("drift");
    expect(other.differences).toHaveLength(3);
  });

  it("holds it against the service file before what was accepted", () => {
    const service = { ...SHOP, incumbentDesign: slower(300) };
    const { basis, verdict } = configuration({ ...checkAt(1), service, baseline: BASELINE });
    expect({ basis, verdict }).toMatchObject({
      basis: { source: "service-file" },
      verdict: "drift",
    });
  });

  it("holds it against what was recommended where that names a design", () => {
    const recommendation = {
      id: "REC-0007",
      madeAtMs: 5,
      groups: [],
      evidence: { fromMs: 0, toMs: 5 },
    };
    const check = { ...checkAt(1), against: "recommended" as const };
    const bare = { ...check, recommendation: recommendation as never };
    expect(configuration(bare).unread).toMatchObject([{ why: "REC-0007 names no design" }]);
    const designed = { ...recommendation, design: slower(30) } as never;
    expect(configuration({ ...check, recommendation: designed })).toMatchObject({
      verdict: "drift",
      basis: { source: "recommendation", recommendation: "REC-0007", atMs: 5 },
    });
    expect(configuration(check).unread).toMatchObject([{ why: "nothing was recommended yet" }]);
  });

  it("remembers since when, keeps what cannot be looked at, and lets go what is gone", () => {
    const first = reportOf({ ...checkAt(1, slower(300)), baseline: BASELINE });
    const second = reportOf({
      ...checkAt(2, slower(600)),
      baseline: BASELINE,
      earlier: first,
    });
    const since = ({ differences }: DriftReport) =>
      narrowed({ ...second, differences }, "configuration").differences.map((each) => [
        each.is,
        each.firstSeenAtMs / MINUTE_MS,
        each.lastSeenAtMs / MINUTE_MS,
      ]);
    expect(since(second)[0]).toEqual(["600", 1, 2]);
    const third = reportOf({
      ...checkAt(3, slower(60), [UNREAD]),
      baseline: BASELINE,
      earlier: second,
    });
    expect(since(third)[0]).toEqual(["600", 1, 2]);
    expect(third.verdict).toBe("drift");
    const fourth = reportOf({ ...checkAt(4), baseline: BASELINE, earlier: third });
    expect(since(fourth)).toEqual([]);
    expect(
      [
        [null, first],
        [first, second],
        [second, third],
        [third, fourth],
      ].map(([before = null, after]) => after && driftPhase(before, after)),
    ).toEqual(["begins", null, null, "ends"]);
  });

  it("holds the same facts against both", () => {
    const { against: _, earlier: __, ...facts } = checkAt(1);
    const held = checkService({ ...facts, baseline: BASELINE });
    expect(held("declared", null).basis.source).toBe("baseline");
    expect(held("recommended", null)).toMatchObject({ basis: { source: null } });
  });

  it("forgets what was found against another baseline", () => {
    const first = reportOf({ ...checkAt(1, slower(300)), baseline: BASELINE });
    const baseline = accepted(checkAt(2, slower(300)));
    const second = reportOf({ ...checkAt(3, slower(600)), baseline, earlier: first });
    expect(narrowed(second, "configuration").differences[0]?.firstSeenAtMs).toBe(3 * MINUTE_MS);
  });

  it("accepts nothing that was not read whole", () => {
    const { service, led, now } = checkAt(1, shopDesign(), [UNREAD]);
    expect(takeBaseline(service, led, now, "")).toMatchObject({ code: "not_fully_read" });
    expect(takeBaseline(service, null, now, "")).toMatchObject({ code: "not_read" });
    const empty = checkAt(1, {});
    expect(
      takeBaseline(
        service,
        { design: checkAt(1, {}).led?.design ?? shopDesign(), unread: [] },
        empty.now,
        "",
      ),
    ).toMatchObject({ code: "nothing_stands" });
    const declared = { ...SHOP, incumbentDesign: shopDesign() };
    expect(takeBaseline(declared, null, now, "as agreed")).toMatchObject({
      design: null,
      note: "as agreed",
    });
  });
});
