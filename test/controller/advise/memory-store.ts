import type { AdviceDependencies } from "../../../controller/advise/refresh-advice.ts";
import type { Estate } from "../../../controller/contract/estate.ts";
import type { ChangeEvent } from "../../../controller/contract/event.ts";
import type { HistoryImport } from "../../../controller/contract/history-import.ts";
import type { ModelError } from "../../../controller/contract/model-error.ts";
import type { Recommendation } from "../../../controller/contract/recommendation.ts";
import { DEFAULT_KEEP } from "../../../controller/core/fold/keep.ts";
import type { Bucket } from "../../../controller/core/summary/bucket.ts";
import type { AdviceState } from "../../../controller/store/advice-record.ts";
import type { KeptDay } from "../../../controller/store/history-days.ts";
import type { Store } from "../../../controller/store/store.ts";
import { type KeptMinute, memorySums } from "../../helpers/memory-buckets.ts";

/** A store in memory, as far as advice goes. */
export type MemoryStore = AdviceDependencies["store"] & {
  readonly kept: Recommendation[];
  readonly events: ChangeEvent[];
  readonly advice: Pick<Store["advice"], "read" | "write" | "ask">;
  /** How often buckets were read. */
  reads: number;
  /** What was imported. */
  imported: HistoryImport | null;
  put(series: string, minuteMs: number, bucket: Bucket): void;
};

export function memoryStore(estate: Estate | null): MemoryStore {
  const minutes: KeptMinute[] = [];
  const kept: Recommendation[] = [];
  const events: ChangeEvent[] = [];
  const days = new Map<string, KeptDay>();
  const states = new Map<string, AdviceState>();
  const stateOf = (service: string): AdviceState =>
    states.get(service) ?? {
      dueAtMs: 0,
      memory: null,
      told: null,
      isImportUsed: null,
      asked: 0,
      answered: 0,
    };
  const buckets: MemoryStore["buckets"] = {
    keepAt: () => DEFAULT_KEEP,
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
  const errors: ModelError[] = [];
  const recommendations: Pick<Store["recommendations"], "latest" | "append" | "keepError"> = {
    keepError: (error) => Promise.resolve(void errors.push(error)),
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
    days: {
      read: (service, day) => Promise.resolve(days.get(`${service} ${day}`) ?? null),
      write: (service, day, own) => Promise.resolve(void days.set(`${service} ${day}`, own)),
    },
    history: { read: () => Promise.resolve(store.imported) },
    prices: { read: () => Promise.resolve(null) },
    inventory: { read: () => Promise.resolve(null) },
    drift: { read: () => Promise.resolve(null) },
    advice: {
      read: (service) => Promise.resolve(stateOf(service)),
      write(service, answered, left) {
        states.set(service, { ...stateOf(service), ...left, answered });
        return Promise.resolve();
      },
      ask(service) {
        const state = stateOf(service);
        states.set(service, { ...state, asked: state.asked + 1 });
        return Promise.resolve();
      },
    },
    recommendations,
    changes,
    kept,
    events,
    reads: 0,
    imported: null,
    put(series, minuteMs, bucket) {
      minutes.push({ series, minuteMs, bucket });
    },
  };
  return store;
}
