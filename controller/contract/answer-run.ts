import { z } from "zod";
import { AskerName } from "./answers.ts";
import { RoutingDesign } from "./aws/routing-design.ts";
import { ReadError } from "./inventory-part.ts";
import { Identifier } from "./measured.ts";

/** What TestDNSAnswer said once. */
const DnsResponse = z.object({
  /** As DNS has it: `NOERROR`, `NXDOMAIN`, `SERVFAIL`. */
  code: z.string(),
  /** Addresses, or the name of a CNAME. */
  values: z.array(z.string()),
});

/** What Route 53 said of one asker, or why it said nothing. */
export const AskedAnswer = z.object({
  asker: AskerName,
  atMs: z.int(),
  /** Whom Route 53 took the asker for. */
  resolver: z.string().nullable(),
  clientSubnet: z.string().nullable(),
  responses: z.array(DnsResponse),
  /** Why there is nothing, or less than was asked for. */
  error: ReadError.nullable(),
});

export type AskedAnswer = z.infer<typeof AskedAnswer>;

/** One round of questions to Route 53 about a service. */
export const AnswerRun = z.object({
  service: Identifier,
  about: z.enum(["live", "proposed"]),
  /** The name that users look up, and the one that was asked for: under a shadow another one. */
  name: z.string(),
  askedName: z.string(),
  startedAtMs: z.int(),
  finishedAtMs: z.int(),
  results: z.array(AskedAnswer),
  /** The design that was tried; null where what stands was asked about. */
  design: RoutingDesign.nullable(),
  /** Why nobody could be asked about at all. */
  error: ReadError.nullable(),
});

export type AnswerRun = z.infer<typeof AnswerRun>;
