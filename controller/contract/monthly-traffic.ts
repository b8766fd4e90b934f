import { z } from "zod";
import { Identifier } from "./measured.ts";
import { EdgeGroup } from "./price-book.ts";

const Gigabytes = z.number().nonnegative().max(1e12);

/** Places that share the traffic of one client group; the shares add up to 1. */
const SharedPlaces = z
  .array(z.object({ place: Identifier, share: z.number().positive().max(1) }))
  .min(1)
  .refine(
    (places) => Math.abs(places.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-6,
    "the shares must add up to 1",
  );

/** A client group as far as its traffic costs. */
export const ClientTraffic = z.object({
  group: Identifier,
  /** Where the edge locations are that its clients come in by; null where nobody knows. */
  edgeGroup: EdgeGroup.nullable(),
  /** Region or Local Zone that serves it, or several with their shares. */
  servedFrom: z.union([Identifier, SharedPlaces]),
  /** DNS queries that reach Route 53 in a month. */
  queries: z.number().nonnegative().max(1e15).default(0),
});

export type ClientTraffic = z.infer<typeof ClientTraffic>;

/**
 * A stretch of the month over which traffic runs mostly one way, and how often it comes: an hour
 * (AWS judges the direction hourly), or the whole month once where no more is known.
 */
export const TrafficPeriod = z.object({
  times: z.int().positive().default(1),
  /** Each time. `inGb`: from the clients to the service; `outGb`: back to them. */
  volumes: z.array(z.object({ group: Identifier, inGb: Gigabytes, outGb: Gigabytes })),
});

export type TrafficPeriod = z.infer<typeof TrafficPeriod>;

/** What the clients of a service send, receive and look up in a month. */
export const MonthlyTraffic = z
  .object({ groups: z.array(ClientTraffic), periods: z.array(TrafficPeriod) })
  .superRefine(({ groups, periods }, context) => {
    const known = new Set(groups.map(({ group }) => group));
    if (known.size !== groups.length) {
      context.addIssue({ code: "custom", path: ["groups"], message: "a group stands twice" });
    }
    periods.forEach(({ volumes }, at) => {
      volumes.forEach(({ group }, volumeAt) => {
        if (known.has(group)) return;
        context.addIssue({
          code: "custom",
          path: ["periods", at, "volumes", volumeAt, "group"],
          message: `${group}: no such group; there are ${[...known].join(", ")}`,
        });
      });
    });
  });

export type MonthlyTraffic = z.infer<typeof MonthlyTraffic>;
