import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { packMinute, packRolled } from "../packed/pack-bucket.ts";
import { type Accumulator, accumulator } from "../summary/accumulator.ts";
import { FIVE_MINUTES_MS } from "./tier.ts";

/** Packed buckets in the order of their numbers: those between two places of a buffer. */
export type PackedCell = { readonly cell: number; readonly from: number; readonly to: number };

/** What the minutes of an hour add up to, packed. */
export type RolledHour = {
  readonly hour: Uint8Array;
  /** Number of the five minutes within the hour, 0 to 11, and their bucket. */
  readonly fives: readonly { readonly five: number; readonly bytes: Uint8Array }[];
  /** Minutes that lay in several parts, in one. */
  readonly sealed: readonly (PackedCell & { readonly bytes: Uint8Array })[];
};

const MINUTES_IN_FIVE = FIVE_MINUTES_MS / MINUTE_MS;

/** Adds up the minutes of an hour. Made to be used for many hours. */
export type HourRoller = (
  bytes: Uint8Array,
  minutes: readonly PackedCell[],
  hourMs: number,
) => RolledHour;

/** Its sums are kept between hours, because making room for one costs more than adding an hour up. */
export function hourRoller(): HourRoller {
  const [ofMinute, ofFive, ofHour] = [accumulator(), accumulator(), accumulator()];
  return (bytes, minutes, hourMs) => {
    const fives: RolledHour["fives"][number][] = [];
    const sealed: RolledHour["sealed"][number][] = [];
    let held = 0;
    const closeFive = (five: number) => {
      if (held === 0) return;
      const startMs = hourMs + five * FIVE_MINUTES_MS;
      fives.push({ five, bytes: packRolled(ofFive.take(), startMs, held) });
      held = 0;
    };
    let open = 0;
    for (const each of minutes) {
      const five = Math.floor(each.cell / MINUTES_IN_FIVE);
      if (five !== open) closeFive(open);
      open = five;
      held += 1;
      const minuteMs = hourMs + each.cell * MINUTE_MS;
      const parts = addTo(ofFive, bytes, each, minuteMs);
      addTo(ofHour, bytes, each, minuteMs);
      if (parts < 2) continue;
      addTo(ofMinute, bytes, each, minuteMs);
      sealed.push({ ...each, bytes: packMinute(ofMinute.take(), minuteMs) });
    }
    closeFive(open);
    return { hour: packRolled(ofHour.take(), hourMs, minutes.length), fives, sealed };
  };
}

/** Answers how many parts there were. */
function addTo(
  sum: Accumulator,
  bytes: Uint8Array,
  { from, to }: PackedCell,
  startMs: number,
): number {
  const before = sum.parts;
  sum.addPacked(bytes, from, to, startMs);
  return sum.parts - before;
}
