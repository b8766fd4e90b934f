import { z } from "zod";
import { TrafficPerMonth } from "./client-group.ts";
import { DecimalText } from "./decimal-text.ts";
import { Identifier } from "./measured.ts";
import { MonthlyCost } from "./monthly-cost.ts";
import { EdgeGroup } from "./price-book.ts";

const Amount = z.coerce.number().nonnegative();

/** Traffic of a month that takes the place of what the client groups declare, dealt out by their shares. */
export const ServiceCostQuery = z.object({
  gb: Amount.max(1e12).optional().describe("GB a month from the service to the users"),
  gbIn: Amount.max(1e12).optional().describe("GB a month from the users to the service"),
  requests: Amount.max(1e15)
    .optional()
    .describe("requests a month; they bound the DNS queries that are not known"),
  queries: Amount.max(1e15).optional().describe("DNS queries a month that reach Route 53"),
});

export type ServiceCostQuery = z.infer<typeof ServiceCostQuery>;

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
  /**
   * Between what and what the whole cost lies. `mostUsd` is null where something unknown has no upper
   * end; all of it where the design itself is not known.
   */
  range: z.object({ leastUsd: DecimalText, mostUsd: DecimalText.nullable() }).nullable(),
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
  /** Traffic that was asked about in place of what is declared; empty where as declared. */
  whatIf: ServiceCostQuery,
  /**
   * What the incumbent design was taken from: what AWS was `read` to hold, the design that the service
   * file declares, or its ways in alone.
   */
  routing: z.object({
    basis: z.enum(["read", "declared-design", "declared-entries"]),
    /** End of the reading. */
    readAtMs: z.int().nullable(),
  }),
  /** What was measured to see who is served from where. */
  measured: z.object({ fromMs: z.int(), toMs: z.int() }),
  groups: z.array(GroupCostBasis),
  designs: z.array(DesignCost).min(1),
});

export type ServiceCost = z.infer<typeof ServiceCost>;
