import type { CostDesign } from "../../../contract/cost-design.ts";
import type { MissingFact } from "../../../contract/service-cost.ts";

/** A design as far as it costs, and what it was taken for. */
export type PricedDesign = {
  readonly label: string;
  /** Null where too little of it is known. */
  readonly design: CostDesign | null;
  /** Names that one lookup leads through: 1, left out, and the CNAMEs on the way. */
  readonly namesAsked?: number;
  readonly missing: readonly MissingFact[];
  readonly assumptions: readonly string[];
};
