import type { CostLine } from "../../contract/cost-line.ts";
import type { CostSum } from "../../contract/monthly-cost.ts";
import type { NumberBasis } from "../../contract/number-basis.ts";
import type { MissingFact } from "../../contract/service-cost.ts";
import type { Candidate } from "./candidate.ts";

/** The way in that a part of a group takes, where it ends, and how large the part is. */
export interface ServedShare {
  readonly entry: "dns" | "accelerator";
  readonly endpoint: string;
  /** Of the group, above 0 up to 1. */
  readonly share: number;
}

/** The same of those whom one vantage of a group stands for; the share is still that of the group. */
export interface ServedPart extends ServedShare {
  readonly vantage: string;
}

/** A number with its 95 % interval, in microseconds; bounds are null where too few days are there. */
export interface UsInterval {
  readonly us: number;
  readonly lowUs: number | null;
  readonly highUs: number | null;
}

export interface GroupPrediction {
  readonly group: string;
  /** Share of the users. */
  readonly weight: number;
  readonly served: readonly ServedShare[];
  /** By vantage; without them every vantage of the group is served as the group is. */
  readonly parts?: readonly ServedPart[];
  /** Parts that nobody serves, or for whom the model cannot say who does. They add up to 1 with `served`. */
  readonly unserved: number;
  readonly unknown: number;
  /** Null where nothing was measured of who serves it. */
  readonly p50Us: number | null;
  readonly p95Us: number | null;
  readonly basis: NumberBasis;
}

/** How long users are without service when the endpoint that serves them fails. */
export interface FailoverPrediction {
  /** Over all users; infinite where so many are never served again. */
  readonly p50S: number;
  readonly p95S: number;
  /** Share of users back within the RTO, and the bound that it holds by; null without an RTO. */
  readonly attainment: number | null;
  readonly attainmentLow: number | null;
  /** `measured` where runs of this way in and settings were scored. */
  readonly basis: "measured" | "modelled";
  readonly runs: number;
}

export interface DesignPrice {
  /** What is known of the cost; null where the design's price cannot be made out at all. */
  readonly sum: CostSum | null;
  /** Whether that is the whole cost. */
  readonly complete: boolean;
  /** Most that it can be; null where something unknown has no upper end. */
  readonly mostUsd: number | null;
  readonly missing: readonly MissingFact[];
  /** What the sum is made of; a group that goes both ways has a line for each. */
  readonly lines?: readonly CostLine[];
}

/** What a candidate would be for the users, as far as evidence and model tell. */
export interface Prediction {
  readonly candidate: Candidate;
  readonly groups: readonly GroupPrediction[];
  /** Share of the users for whom measurements stand. */
  readonly coverage: number;
  /** Over all users that were measured; null without any. */
  readonly p50: UsInterval | null;
  readonly p95: UsInterval | null;
  readonly basis: NumberBasis;
  readonly failover: FailoverPrediction;
  readonly price: DesignPrice;
  readonly components: number;
}
