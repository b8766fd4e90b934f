import type { Entry } from "../../contract/measured.ts";
import type { Recommendation } from "../../contract/recommendation.ts";
import type { Bucket } from "../summary/bucket.ts";

/** What one path measured of `echo_rtt` over the evidence window; endpoint null where the entry chose. */
export type PathEvidence = {
  readonly vantage: string;
  readonly entry: Entry;
  readonly endpoint: string | null;
  readonly bucket: Bucket;
};

/** A recommendation before it is numbered and its evidence is hashed. */
export type Advice = Omit<Recommendation, "id" | "evidence"> & {
  readonly evidence: Omit<Recommendation["evidence"], "hash">;
};
