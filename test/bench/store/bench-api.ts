import { get } from "node:http";
import type { AddressInfo } from "node:net";
import { issueApiToken } from "../../../controller/access/grant-access.ts";
import { buildServer } from "../../../controller/api/build-server.ts";
import { openLog } from "../../../controller/controller-log.ts";
import { BATCH_RATE, batchRates } from "../../../controller/ingest/batch-rate.ts";
import { seenBatches } from "../../../controller/ingest/seen-batches.ts";
import { openMetrics } from "../../../controller/metrics/metrics.ts";
import type { Store } from "../../../controller/store/store.ts";

/** A controller's API on a free port, whose clock stands still at the end of what the store was filled with. */
export type BenchApi = {
  /** Answers how many bytes the body has. */
  ask(path: string): Promise<number>;
  close(): Promise<void>;
};

export async function openBenchApi(store: Store, nowMs: number): Promise<BenchApi> {
  const noQueue = () => {
    throw new Error("no batch is sent to this server");
  };
  const metrics = openMetrics();
  const app = await buildServer({
    store,
    queues: {
      addBatch: noQueue,
      deadLetters: noQueue as never,
      aws: noQueue as never,
      prices: noQueue as never,
      drift: noQueue as never,
      advice: noQueue as never,
    },
    gauge: { trouble: () => null, retryAfterS: () => 5, last: () => null },
    metrics,
    rates: batchRates(BATCH_RATE),
    seen: seenBatches(),
    log: openLog("silent"),
    servesApi: true,
    dashboardDir: null,
    now: () => nowMs,
  });
  const token = await issueApiToken(store.access, "bench", "viewer");
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const headers = { authorization: `Bearer ${token}`, "accept-encoding": "identity" };
  return {
    ask: (path) =>
      new Promise((resolve, reject) => {
        const request = get({ host: "127.0.0.1", port, path, headers }, (answer) => {
          let bytes = 0;
          answer.on("data", (chunk: Buffer) => {
            bytes += chunk.length;
          });
          answer.on("error", reject);
          answer.on("end", () => {
            if (answer.statusCode === 200) resolve(bytes);
            else reject(new Error(`${path} was answered ${answer.statusCode}`));
          });
        });
        request.on("error", reject);
      }),
    async close() {
      await app.close();
      metrics.close();
    },
  };
}
