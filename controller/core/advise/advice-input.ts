import type { Service } from "../../contract/estate.ts";
import type { Entry, Vantage } from "../../contract/measured.ts";
import type { Recommendation } from "../../contract/recommendation.ts";
import type { Bucket } from "../summary/bucket.ts";

/** What one path measured of `echo_rtt` over the evidence window; endpoint null where the entry chose. */
export type PathEvidence = {
  readonly vantage: string;
  readonly entry: Entry;
  readonly endpoint: string | null;
  readonly bucket: Bucket;
};

/** Everything that advice on one service stands on. Times are epoch milliseconds. */
export type AdviceInput = {
  readonly atMs: number;
  readonly service: Service;
  /** Where probes stand; each stands for its own client group when the service declares none. */
  readonly vantages: readonly Pick<Vantage, "id" | "label">[];
  readonly paths: readonly PathEvidence[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Days of measurements in the window; a part of a day counts as that part. */
  readonly fullDays: number;
  /** Failover runs of this service that were scored. */
  readonly failoverRuns: number;
};

/** A recommendation before it is numbered and its evidence is hashed. */
export type Advice = Omit<Recommendation, "id" | "evidence"> & {
  readonly evidence: Omit<Recommendation["evidence"], "hash">;
};
