import { z } from "zod";
import { Entry, Identifier } from "./measured.ts";

/** A service of the estate in short. */
export const ServiceSummary = z.object({
  id: Identifier,
  label: z.string(),
  endpoints: z.int().nonnegative(),
  clientGroups: z.int().nonnegative(),
  /** Ways in that choose the endpoint by themselves. */
  entries: z.array(Entry),
  /** Way in that users take today; null where nothing is said. */
  incumbent: Entry.nullable(),
});

export type ServiceSummary = z.infer<typeof ServiceSummary>;

export const ServiceList = z.object({ services: z.array(ServiceSummary) });

/** What declaring a service changes, or would change, in the estate. */
export const ServiceChange = z.object({
  service: Identifier,
  outcome: z.enum(["added", "changed", "unchanged"]),
  /** The estate begins with it. */
  beginsEstate: z.boolean(),
  /** Vantages that the service brings along, and that the estate had otherwise. */
  vantagesAdded: z.array(Identifier),
  vantagesChanged: z.array(Identifier),
});

export type ServiceChange = z.infer<typeof ServiceChange>;

/** A service was taken out of the estate. */
export const ServiceRemoved = z.object({
  service: Identifier,
  /** Services that are left. */
  left: z.array(Identifier),
});

export type ServiceRemoved = z.infer<typeof ServiceRemoved>;
