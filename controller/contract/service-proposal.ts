import { z } from "zod";
import { InventoryRefresh } from "./inventory.ts";
import { Entry, Identifier } from "./measured.ts";
import { ServiceFileShape } from "./service-file-shape.ts";

/** A service file as somebody would write it: what has a default is left out. */
export type ProposedFile = z.input<typeof ServiceFileShape>;

/** A service that was found in AWS, in short. */
export const ProposalSummary = z.object({
  /** Name that users look up, without the dot at its end; of an accelerator without one, its own. */
  name: z.string(),
  /** Id that the proposed file gives it. */
  id: Identifier,
  /** Id by which it is declared already; null where it is not. */
  declaredAs: Identifier.nullable(),
  endpoints: z.int().positive(),
  /** Where these run, each Region and Local Zone once. */
  places: z.array(z.string()),
  entries: z.array(Entry),
  /** Routing policies on the way from its name; `accelerator` where one stands there. */
  routedBy: z.array(z.string()),
  /** Names that lead to the same and nowhere else. */
  otherNames: z.array(z.string()),
  /** In words, what could not be read and may be missing; only without any is it whole. */
  unread: z.array(z.string()),
});

export type ProposalSummary = z.infer<typeof ProposalSummary>;

/** A service that was found, and the file that declares it. */
export const ServiceProposal = ProposalSummary.extend({
  file: ServiceFileShape,
  /** The file as YAML, with comments on what was guessed and what its owner has to say. */
  text: z.string(),
});

export type ServiceProposal = z.infer<typeof ServiceProposal>;

/** A name with addresses that is proposed as no service of its own, and why. */
export const PassedOver = z.object({ name: z.string(), why: z.string() });

export type PassedOver = z.infer<typeof PassedOver>;

/** Everything that the last reading of AWS holds for being measured. */
export const ProposalList = z.object({
  refresh: InventoryRefresh,
  /** End of the reading that they are made of; null before the first, and then nothing is proposed. */
  readAtMs: z.int().nullable(),
  /** Those with most ways in and endpoints first. */
  proposals: z.array(ProposalSummary),
  passedOver: z.array(PassedOver),
  /** Parts of the inventory that could not be read whole, in words. */
  unread: z.array(z.string()),
});

export type ProposalList = z.infer<typeof ProposalList>;
