import type { JournalHeader } from "../record/journal-line.ts";
import { PROBE_VERSION } from "../version.ts";

/** The first line of a journal that is opened now. Lateness and stalls are only known at its end. */
export function journalHeader(
  name: Omit<JournalHeader, "openedAtMs" | "health">,
  nowMs: number = Date.now(),
): JournalHeader {
  const { user, system } = process.cpuUsage();
  const uptimeS = process.uptime();
  return {
    ...name,
    openedAtMs: nowMs,
    health: {
      version: PROBE_VERSION,
      uptimeS,
      rssBytes: process.memoryUsage.rss(),
      cpuRatio: (user + system) / 1_000_000 / uptimeS,
      latenessP99Us: 0,
      stalls: 0,
      longestStallUs: 0,
      spooledBatches: 0,
      droppedBatches: 0,
    },
  };
}
