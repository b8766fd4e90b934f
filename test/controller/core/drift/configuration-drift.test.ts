import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import type { InventoryPart } from "../../../../controller/contract/inventory-part.ts";
import { alignNames } from "../../../../controller/core/drift/align-names.ts";
import { configurationDrift } from "../../../../controller/core/drift/configuration-drift.ts";
import { liveView, wholeDesign } from "../../../../controller/core/drift/live-view.ts";
import { routingModel } from "../../../../controller/core/drift/routing-model.ts";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { liveDesign } from "../../../../controller/core/routing/live-design.ts";
import { inventoryOf, part } from "../routing/sample-inventory.ts";
import { record, shopDesign, value } from "../routing/shop-design.ts";
import { SHOP, VANTAGES } from "./sample-shop.ts";

/** What is found of a shop that was declared, with what stands and what of it could be read. */
function drift(
  live: RoutingDesign,
  parts: readonly InventoryPart[] = [],
  declared: RoutingDesign = shopDesign(),
) {
  const inventory = inventoryOf(live, parts);
  const whole = wholeDesign(inventory);
  const aligned = alignNames(canonicalDesign(declared), whole);
  const led = canonicalDesign(liveDesign(SHOP, inventory).design);
  return configurationDrift({
    declared: aligned,
    live: liveView(inventory, whole, aligned, led),
    model: routingModel(SHOP, VANTAGES, inventory),
    orElse: "accept what stands",
    lost: [],
  });
}

function changed(change: (zone: { records: object[] }) => void): RoutingDesign {
  const design = shopDesign();
  change(design.hostedZones[0] as { records: object[] });
  return RoutingDesign.parse(design);
}

const denied = (subject: InventoryPart["subject"], fields: Partial<InventoryPart> = {}) =>
  part(subject, {
    state: "failed",
    items: 0,
    error: {
      kind: "denied",
      code: "AccessDenied",
      message: "The role may not read it.",
      mend: "Allow it.",
    },
    ...fields,
  });

describe("controller/core/drift/configuration-drift", () => {
  it("finds nothing where nothing differs, and says how much was compared", () => {
    const { findings, unread, compared } = drift(shopDesign());
    expect({ findings, unread }).toEqual({ findings: [], unread: [] });
    expect(compared).toBeGreaterThan(60);
  });

  it("tells a change with what was, what is, whom it touches and the mend", () => {
    const { findings } = drift(
      changed(({ records }) => {
        records[1] = { ...records[1], values: ["198.51.100.1"], ttlS: 300 };
      }),
    );
    expect(findings).toMatchObject([
      {
        id: "configuration record ZSHOP shop.example. A eu-west-1 ttlS",
        severity: "high",
        was: "60",
        is: "300",
      },
      {
        setting: "values",
        was: "198.51.100.2",
        is: "198.51.100.1",
        affected: { movedShare: 0.5 },
        sentence:
          "record A shop.example. (eu-west-1): values was 198.51.100.2, is 198.51.100.1. Europe (50 % of the traffic) is led elsewhere. Americas (30 % of the traffic) would go through it on a failure.",
        mend: "Set values back to 198.51.100.2, or accept what stands.",
      },
    ]);
  });

  it("takes a health check away from a record for grave, though nobody moves", () => {
    const { findings } = drift(
      changed(({ records }) => {
        const { healthCheckId: _, ...rest } = records[1] as { healthCheckId: string };
        records[1] = rest;
      }),
    );
    expect(findings).toMatchObject([{ severity: "high", affected: { movedShare: 0 }, is: null }]);
  });

  it("tells a record of a name that users pass which nobody declared", () => {
    const { findings } = drift(
      changed(({ records }) => {
        records.push(record("www.shop.example", { type: "AAAA", ...value("2001:db8::1") }));
      }),
    );
    expect(findings).toMatchObject([
      { change: "extra", subject: "record AAAA www.shop.example.", severity: "low", was: null },
    ]);
  });

  it("does not speak of the rest of the zone", () => {
    const other = record("mail.shop.example", value("198.51.100.99"));
    expect(drift(changed(({ records }) => records.push(other))).findings).toEqual([]);
  });

  it("knows names that users are not led through, when they are declared", () => {
    const pinned = record("us.shop.example", value("198.51.100.1"));
    const declared = changed(({ records }) => records.push(pinned));
    expect(drift(declared, [], declared).findings).toEqual([]);
    expect(drift(shopDesign(), [], declared).findings).toMatchObject([
      { change: "missing", subject: "record A us.shop.example." },
    ]);
  });

  it("does not take for gone what could not be read", () => {
    const told = drift(shopDesign({ healthChecks: [] }), [denied("health-checks")]);
    expect(told.findings).toEqual([]);
    expect(told.unread).toEqual([
      {
        sense: "configuration",
        what: expect.stringContaining("health checks"),
        why: "The role may not read it.",
        mend: "Allow it.",
      },
    ]);
    expect(told.unreadSubjects).toContain("health check check-eu-west-1");
    expect(drift(shopDesign({ healthChecks: [] })).findings).toHaveLength(3);
  });

  it("does not compare what an earlier reading left", () => {
    const stale = { items: 5, readAtMs: 1 };
    const records = denied("record-sets", { scope: "ZSHOP", stale });
    const live = changed((zone) => zone.records.splice(0, 1));
    const { findings, unread } = drift(live, [records]);
    expect(findings).toEqual([]);
    expect(unread[0]?.why).toContain("an earlier reading");
  });

  it("compares what is there of a part that broke off", () => {
    const half = part("health-checks", { state: "partial", of: 3 });
    const { healthChecks } = shopDesign();
    const { findings, unreadSubjects } = drift(
      shopDesign({ healthChecks: healthChecks.slice(0, 1) }),
      [half],
    );
    expect(findings).toEqual([]);
    expect(unreadSubjects).toEqual([
      "health check check-ap-southeast-2",
      "health check check-eu-west-1",
    ]);
  });

  it("says so where a part was not asked for", () => {
    const told = drift(shopDesign({ accelerators: [] }), [denied("accelerators")]);
    expect(told.unreadSubjects[0]).toBe("accelerator shop");
  });
});
