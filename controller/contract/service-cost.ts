import { z } from "zod";
import { TrafficPerMonth } from "./client-group.ts";
import { Identifier } from "./measured.ts";
import { MonthlyCost } from "./monthly-cost.ts";
import { EdgeGroup } from "./price-book.ts";

/** Something that has to be known for a cost to be complete. */
export const MissingFact = z.object({
  /** Client group that it is missing of; null for the service or a design as a whole. */
  group: Identifier.nullable(),
  what: z.string(),
  mend: z.string(),
});

export type MissingFact = z.infer<typeof MissingFact>;

/** How a fact about a client group is known, in words too. */
const Basis = <Kind extends readonly [string, ...string[]]>(kinds: Kind) =>
  z.object({ basis: z.enum(kinds), reason: z.string() });

/** Where a client group comes in, where it is served from, and what it sends and receives. */
export const GroupCostBasis = z.object({
  group: Identifier,
  label: z.string(),
  edgeGroup: Basis(["declared", "country", "vantages", "unknown"]).extend({
    value: EdgeGroup.nullable(),
  }),
  /** By the incumbent way in. */
  servedFrom: Basis(["measured", "nearest"]).extend({
    places: z.array(z.object({ place: Identifier, share: z.number().positive().max(1) })).min(1),
  }),
  /** As declared; null where nothing is. */
  traffic: TrafficPerMonth.nullable(),
});

export type GroupCostBasis = z.infer<typeof GroupCostBasis>;

export const DesignCost = z.object({
  role: z.enum(["incumbent", "alternative"]),
  label: z.string(),
  /** Sum and lines of what is known; null where the design itself is not known. */
  cost: MonthlyCost.nullable(),
  /** Whether nothing is missing and no price is unknown: only then is the sum the whole cost. */
  complete: z.boolean(),
  missing: z.array(MissingFact),
  /** What the design was taken for, and what was taken for granted. */
  assumptions: z.array(z.string()),
});

export type DesignCost = z.infer<typeof DesignCost>;

/** What routing a service costs in a month: as it is, and by a plain alternative. */
export const ServiceCost = z.object({
  service: Identifier,
  label: z.string(),
  /** Version of the price book, as the answer on prices names it. */
  pricesVersion: z.string(),
  /** What was measured to see who is served from where. */
  measured: z.object({ fromMs: z.int(), toMs: z.int() }),
  groups: z.array(GroupCostBasis),
  designs: z.array(DesignCost).min(1),
});

export type ServiceCost = z.infer<typeof ServiceCost>;
