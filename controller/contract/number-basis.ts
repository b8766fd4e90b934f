import { z } from "zod";

/**
 * How a number came about, the most certain first: measured on the very path; measured on another that
 * stands for it; worked out by a model; taken for granted. Of several parts the least certain one counts.
 */
export const NumberBasis = z.enum(["measured", "measured_elsewhere", "modelled", "assumed"]);

export type NumberBasis = z.infer<typeof NumberBasis>;
