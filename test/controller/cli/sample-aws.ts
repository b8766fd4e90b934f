import type { Inventory } from "../../../controller/contract/inventory.ts";
import type { InventoryPart } from "../../../controller/contract/inventory-part.ts";
import type { ProposalList } from "../../../controller/contract/service-proposal.ts";
import { proposeServices } from "../../../controller/core/discover/propose-services.ts";
import { balancer, elasticIp, instance, localZone } from "../core/discover/sample-network.ts";
import { DENIED } from "../core/inventory/sample-readings.ts";
import { inventoryOf, part } from "../core/routing/sample-inventory.ts";
import { ADDRESS, record, shopDesign, value } from "../core/routing/shop-design.ts";
import { NOW_MS } from "./sample-answers.ts";

const REGIONS = Object.keys(ADDRESS);

function regional(subject: InventoryPart["subject"], changes: Partial<InventoryPart> = {}) {
  return REGIONS.map((scope) => part(subject, { service: "ec2", scope, ...changes }));
}

/** A shop in three Regions, in which instances must not be read and a list broke off. */
export function sampleInventory(): Inventory {
  const design = shopDesign();
  const more = {
    id: "ZOTHER",
    name: "other.example",
    records: [record("mail.other.example", value("203.0.113.9"))],
  };
  const cut = {
    kind: "cut-off",
    code: "ECONNRESET",
    message: "The answer broke off.",
    mend: "Read again.",
  } as const;
  const parts = [
    part("regions", { service: "ec2" }),
    ...regional("zones"),
    ...regional("subnets"),
    ...regional("instances", {
      state: "failed",
      items: 0,
      of: null,
      error: DENIED,
      stale: { items: 3, readAtMs: NOW_MS - 7_200_000 },
    }),
    ...regional("addresses"),
    ...regional("load-balancers"),
    part("record-sets", { scope: "ZOTHER", state: "partial", of: 40, error: cut }),
  ];
  return {
    ...inventoryOf({ ...design, hostedZones: [...design.hostedZones, more] }, parts),
    finishedAtMs: NOW_MS - 180_000,
    regions: REGIONS.map((code) => ({
      account: "111122223333",
      code,
      optIn: "opt-in-not-required",
      isRead: true,
      geography: null,
    })),
    zones: [localZone("us-west-2-lax-1a")],
    instances: REGIONS.map((region) =>
      instance(`i-${region}`, { region, publicAddress: ADDRESS[region as keyof typeof ADDRESS] }),
    ),
    addresses: [elasticIp(ADDRESS["eu-west-1"], "i-eu-west-1", "eu-west-1")],
    loadBalancers: [
      balancer("shop-front-of-the-people-of-north-america", "us-east-1", ["i-us-east-1"]),
    ],
  };
}

/** What is proposed of it. */
export function sampleProposals(): ProposalList {
  const inventory = sampleInventory();
  const { proposals, passedOver } = proposeServices(inventory, null);
  return {
    refresh: {
      state: "idle",
      progress: null,
      lastFinishedAtMs: inventory.finishedAtMs,
      refreshEveryMs: 900_000,
      mend: null,
    },
    readAtMs: inventory.finishedAtMs,
    proposals: proposals.map(({ summary }) => summary),
    passedOver: [...passedOver],
    unread: inventory.parts
      .filter(({ error }) => error !== null)
      .map(({ subject, scope }) => `${subject} of ${scope}`),
  };
}
