import { z } from "zod";
import { type Batch, ProbeHealth } from "../../probe/contract/batch.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";
import { send } from "./pipeline.ts";

/** What was heard last of the probe of a vantage. */
export const ProbeReport = z.object({
  /** When the newest batch arrived, by the controller's clock. */
  newestBatchAtMs: z.coerce.number().int(),
  version: z.string(),
  boot: z.string(),
  health: z
    .string()
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(ProbeHealth),
});

export type ProbeReport = z.infer<typeof ProbeReport>;

export type ProbeReports = {
  write(batch: Batch, receivedAtMs: number): Promise<void>;
  /** By vantage; vantages that were never heard of are left out. */
  read(vantages: readonly string[]): Promise<Map<string, ProbeReport>>;
};

/** The newest sign of life of every probe. */
export function probeReports(redis: RedisClient): ProbeReports {
  return {
    async write({ vantage, boot, health }, receivedAtMs) {
      const fields = ["version", health.version, "boot", boot, "health", JSON.stringify(health)];
      await redis.isoReport(KEYS.probe(vantage), receivedAtMs, ...fields);
    },
    async read(vantages) {
      const hashes = await send(
        redis,
        vantages.map((vantage) => {
          const key = KEYS.probe(vantage);
          return { key, put: (pipeline) => void pipeline.hgetall(key) };
        }),
      );
      const reports = new Map<string, ProbeReport>();
      for (const [at, vantage] of vantages.entries()) {
        const parsed = ProbeReport.safeParse(hashes[at]);
        if (parsed.success) reports.set(vantage, parsed.data);
      }
      return reports;
    },
  };
}
