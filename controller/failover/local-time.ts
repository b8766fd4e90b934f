import type { Weekday } from "../contract/failover/failover-schedule.ts";

/** A moment as clocks and calendars of a time zone show it. */
type LocalTime = {
  /** `2026-12-20`. */
  readonly date: string;
  readonly weekday: Weekday;
  /** From 0 to 1,439. */
  readonly minuteOfDay: number;
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError where this machine knows no such time zone */
export function localTime(atMs: number, timeZone: string): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`,
    weekday: (parts.get("weekday") ?? "").toLowerCase() as Weekday,
    minuteOfDay: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
}

/** `2026-12-20 02:30 Europe/Berlin`. */
export function localText(atMs: number, timeZone: string): string {
  const { date, minuteOfDay } = localTime(atMs, timeZone);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)} ${timeZone}`;
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}
