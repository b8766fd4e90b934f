import type { OneWayDelays } from "../measure/outcome.ts";
import { isImpossible, type OneWaySummary, type WaySummary } from "./one-way-summary.ts";

/** The delays of one answer, with what they may be wrong by. */
export function oneWayWords(delays: OneWayDelays): string {
  const { outUs, backUs, errorUs } = delays;
  const words = `out=${ms(outUs)} back=${ms(backUs)} ±${ms(errorUs)}`;
  return isImpossible(delays) ? `${words} (a clock is further off than it says)` : words;
}

/** What the delays of all answers come to; why there are none, where there are none. */
export function oneWayLines(summary: OneWaySummary | null): string[] {
  if (summary === null) {
    return ["one-way delays are not known: both ends need a clock that chronyd keeps"];
  }
  const { out, back, errorUs, values, impossible } = summary;
  const lines = [
    `out min/avg/max = ${wayMs(out)} ms, back min/avg/max = ${wayMs(back)} ms, each ± ${ms(errorUs)} ms by both clocks' own bounds`,
  ];
  if (impossible === 0) return lines;
  return [
    ...lines,
    `${impossible} of ${values} contradict that bound: a clock is further off than it says`,
  ];
}

function wayMs({ minUs, avgUs, maxUs }: WaySummary): string {
  return [minUs, avgUs, maxUs].map(ms).join("/");
}

function ms(us: number): string {
  return (us / 1_000).toFixed(3);
}
