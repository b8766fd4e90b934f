import { z } from "zod";

const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be a time of day, such as 02:00");

/** IANA name of a time zone. Whether this machine knows it is found when a plan is read. */
export const TimeZoneName = z.string().regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/, {
  error: "must be a time zone of the IANA database, such as Europe/Berlin",
});

const Weekday = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);

export type Weekday = z.infer<typeof Weekday>;

/** Hours of the week in which a run may begin. One that ends before it begins goes on into the next day. */
export const WeeklyWindow = z.object({
  days: z.array(Weekday).min(1).max(7).describe("days on which it begins"),
  from: TimeOfDay.describe("when it begins, such as 02:00"),
  to: TimeOfDay.describe(
    "when it ends, not included; at or before its beginning it goes on into the next day",
  ),
});

export type WeeklyWindow = z.infer<typeof WeeklyWindow>;

/** Whole days in the time zone, both included. */
export const BlackoutDates = z
  .object({
    from: z.iso.date("must be a day, such as 2026-12-20").describe("first day"),
    to: z.iso.date("must be a day, such as 2027-01-06").describe("last day, included"),
    reason: z.string().min(1).max(200).optional().describe("why, for the report"),
  })
  .superRefine(({ from, to }, context) => {
    if (to >= from) return;
    const message = `lies before from (${from}); write the later day here`;
    context.addIssue({ code: "custom", path: ["to"], message });
  });

export type BlackoutDates = z.infer<typeof BlackoutDates>;

/** When runs begin by themselves. */
export const FailoverSchedule = z.object({
  cron: z
    .string()
    .min(9)
    .max(120)
    .describe("minute, hour, day of month, month and day of week, such as 30 2 * * tue"),
});

export type FailoverSchedule = z.infer<typeof FailoverSchedule>;
