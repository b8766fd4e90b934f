import type { AdviceDependencies } from "../../../controller/advise/refresh-advice.ts";
import type { Estate } from "../../../controller/contract/estate.ts";
import type { ChangeEvent } from "../../../controller/contract/event.ts";
import type { Recommendation } from "../../../controller/contract/recommendation.ts";
import type { Bucket } from "../../../controller/core/summary/bucket.ts";
import type { Store } from "../../../controller/store/store.ts";
import { type KeptMinute, memorySums } from "../../helpers/memory-buckets.ts";

/** A store in memory, as far as advice goes. */
export type MemoryStore = AdviceDependencies["store"] & {
  readonly kept: Recommendation[];
  readonly events: ChangeEvent[];
  /** How often buckets were read. */
  reads: number;
  put(series: string, minuteMs: number, bucket: Bucket): void;
};

export function memoryStore(estate: Estate | null): MemoryStore {
  const minutes: KeptMinute[] = [];
  const kept: Recommendation[] = [];
  const events: ChangeEvent[] = [];
  const buckets: Pick<Store["buckets"], "sums"> = {
    sums(...asked) {
      store.reads += 1;
      return memorySums(minutes)(...asked);
    },
  };
  const index: Pick<Store["index"], "activeSince"> = {
    activeSince: (service) =>
      Promise.resolve(
        [...new Set(minutes.map(({ series }) => series))]
          .filter((key) => key.split("/")[1] === service)
          .sort(),
      ),
  };
  const recommendations: Pick<Store["recommendations"], "latest" | "append"> = {
    latest: (service) => Promise.resolve(kept.findLast((each) => each.service === service) ?? null),
    append(_service, make) {
      const made = make(`REC-${String(kept.length + 1).padStart(4, "0")}`);
      kept.push(made);
      return Promise.resolve(made);
    },
  };
  const changes: Pick<Store["changes"], "publish"> = {
    publish: (event) => {
      events.push(event);
      return Promise.resolve();
    },
  };
  const store: MemoryStore = {
    estate: { read: () => Promise.resolve(estate) },
    buckets,
    index,
    recommendations,
    changes,
    kept,
    events,
    reads: 0,
    put(series, minuteMs, bucket) {
      minutes.push({ series, minuteMs, bucket });
    },
  };
  return store;
}
