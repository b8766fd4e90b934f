import { z } from "zod";
import { Identifier } from "../../../probe/contract/identifier.ts";
import type { EndpointFault } from "../faults/endpoint-fault.ts";

/** What PUT of a fault takes. */
export const FaultBody = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum(["refuse", "black-hole", "hang", "error-page", "health-page"]),
  }),
  z.strictObject({ kind: z.literal("slow"), ms: z.int().min(0).max(600_000) }),
  z.strictObject({ kind: z.literal("brown-out"), errorRatio: z.number().gt(0).max(1) }),
]) satisfies z.ZodType<EndpointFault>;

/** What PUT of a partition takes: from which vantages the endpoint cannot be reached. */
export const PartitionBody = z.strictObject({
  kind: z.enum(["refuse", "black-hole"]),
  vantages: z.array(Identifier).min(1),
});
