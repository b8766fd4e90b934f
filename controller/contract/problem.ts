import { z } from "zod";

/** Body of every answer that is not a success. */
export const Problem = z.object({
  /** Stable, for programs. */
  code: z.string(),
  /** What is wrong, for people. */
  message: z.string(),
  /** What to do about it. */
  mend: z.string(),
  /** The fields at fault, by path; with their places (from 1) where a text was sent that people write. */
  fields: z
    .array(
      z.object({
        path: z.string(),
        message: z.string(),
        line: z.int().positive().optional(),
        column: z.int().positive().optional(),
      }),
    )
    .default([]),
  requestId: z.string(),
});

export type Problem = z.infer<typeof Problem>;
