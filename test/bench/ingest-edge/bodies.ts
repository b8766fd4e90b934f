import { Batch } from "../../../probe/contract/batch.ts";
import { batchOf } from "../../helpers/contributions.ts";

const SERVICES = 12;
const ENTRIES = ["direct", "dns", "accelerator"] as const;
const METRICS = ["echo_rtt", "ttfb_new", "connect"] as const;
const ANSWERS = 30;
const OCCUPIED_BINS = 18;

/** A batch as a probe sends it: 30 attempts on each series, 1 of them lost, in 18 bins. */
export function bodyOf(series: number): string {
  const minuteMs = 1_800_000_000_000;
  const contributions = Array.from({ length: series }, (_, at) => {
    const bins = Array.from({ length: OCCUPIED_BINS }, (_each, bin) =>
      bin === 0 ? [600 + (at % 200), ANSWERS - OCCUPIED_BINS] : [1 + (bin % 3), 1],
    ).flat();
    return {
      service: `service-${at % SERVICES}`,
      entry: ENTRIES[at % ENTRIES.length] ?? "direct",
      endpoint: `endpoint-${at % 20}`,
      metric: METRICS[at % METRICS.length] ?? "echo_rtt",
      minuteMs,
      sent: ANSWERS,
      lost: 1,
      tainted: 0,
      skipped: 0,
      failures: {},
      servedBy: { [`endpoint-${at % 20}`]: ANSWERS - 1 },
      minUs: 21_000 + at,
      maxUs: 29_000 + at,
      lastAtMs: minuteMs + 59_000,
      bins,
    };
  });
  return JSON.stringify(Batch.parse(batchOf(contributions)));
}
