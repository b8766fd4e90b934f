import * as z from "zod";
import { Identifier } from "./identifier.ts";

/** How an answer tells which endpoint served it. What comes first here is asked first. */
export const ServedBy = z.object({
  /** Response header in which an endpoint names itself. */
  header: z.string().min(1).max(80).optional(),
  /** Member of a JSON body in which an endpoint names itself; dots lead further in: `meta.region`. */
  bodyField: z.string().min(1).max(200).optional(),
  /**
   * Address that was connected to, or that a name server answered with, there also the name that it leads to
   * (CNAME) → the endpoint that has it.
   */
  addresses: z.record(z.string().min(1).max(255), Identifier).default({}),
});

export type ServedBy = z.infer<typeof ServedBy>;
