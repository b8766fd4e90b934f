import { DEFAULT_KEEP, type Keep } from "../core/fold/keep.ts";
import type { RedisAddress } from "../redis-address.ts";
import { type AccessRecords, accessRecords } from "./access-records.ts";
import { type AdviceRecord, adviceRecord } from "./advice-record.ts";
import { type AnswerRuns, answerRuns } from "./answer-runs.ts";
import { type ArmedRuns, armedRuns } from "./armed-runs.ts";
import { refuseUnfinishedRestore } from "./backup/restore-mark.ts";
import { type Changes, changes } from "./changes.ts";
import { confirmFold } from "./confirm-fold.ts";
import { connectRedis } from "./connect.ts";
import { type DriftRecord, driftRecord } from "./drift-record.ts";
import { type EstateRecord, estateRecord } from "./estate-record.ts";
import { type FailoverPlans, failoverPlans } from "./failover-plans.ts";
import { type FailoverRuns, failoverRuns } from "./failover-runs.ts";
import { type FailoverStretches, failoverStretches } from "./failover-stretches.ts";
import type { BatchName } from "./fold-batch.ts";
import { type HistoryDays, historyDays } from "./history-days.ts";
import { type HistoryRecord, historyRecord } from "./history-record.ts";
import { type InventoryRecord, inventoryRecord } from "./inventory-record.ts";
import { lookAtRedis, type RedisLook } from "./look-at-redis.ts";
import { type PricesRecord, pricesRecord } from "./prices-record.ts";
import { type ProbeReports, probeReports } from "./probe-reports.ts";
import { type Recommendations, recommendations } from "./recommendations.ts";
import { releaseRedis } from "./release-redis.ts";
import { replicaFence } from "./replica-fence.ts";
import { retentionRecord } from "./retention-record.ts";
import { prepareSchema } from "./schema.ts";
import { type SeriesBuckets, seriesBuckets } from "./series-buckets.ts";
import { type SeriesIndex, seriesIndex } from "./series-index.ts";
import { type ShadowLeases, shadowLeases } from "./shadow-leases.ts";
import { type SmallSetting, smallSettings } from "./small-settings.ts";
import { type WebhookReceivers, webhookReceivers } from "./webhook-receivers.ts";

/** Everything that is kept, each kind behind its own methods. */
export type Store = {
  readonly buckets: SeriesBuckets;
  readonly index: SeriesIndex;
  readonly probes: ProbeReports;
  readonly estate: EstateRecord;
  readonly recommendations: Recommendations;
  readonly inventory: InventoryRecord;
  readonly prices: PricesRecord;
  readonly drift: DriftRecord;
  readonly answers: AnswerRuns;
  readonly failoverPlans: FailoverPlans;
  readonly failoverRuns: FailoverRuns;
  readonly armedRuns: ArmedRuns;
  readonly advice: AdviceRecord;
  readonly webhooks: WebhookReceivers;
  readonly history: HistoryRecord;
  readonly days: HistoryDays;
  readonly shadows: ShadowLeases;
  readonly stretches: FailoverStretches;
  readonly access: AccessRecords;
  readonly changes: Changes;
  /**
   * Resolves once replicas have what was folded of a batch.
   *
   * @throws NoReplicaError where none confirms it in time.
   */
  confirmFold(batch: BatchName): Promise<void>;
  /** @throws when Redis does not answer. */
  ping(): Promise<void>;
  /**
   * Brings data of an earlier release to the layout of this one.
   *
   * @throws when Redis does not answer; ControllerProblem when a later release has written the data
   */
  prepare(): Promise<void>;
  /** Settings of Redis that make it take more memory than it needs. */
  smallSettings(): Promise<SmallSetting[]>;
  /** @throws when Redis does not answer. */
  look(nowMs: number): Promise<RedisLook>;
  close(): Promise<void>;
};

export type StoreOptions = {
  /** How long buckets are kept. */
  readonly keep?: Keep;
  /** Opens the store also while Redis cannot be reached: it then comes when Redis does, and is to be prepared. */
  readonly waits?: boolean;
};

/**
 * Opens the store: one connection for commands, one that listens for changes.
 *
 * Data of an earlier release is brought to the layout of this one first.
 *
 * @throws when Redis cannot be reached or refuses the connection, unless it waits; ControllerProblem
 * when a later release has written the data, BackupProblem while a restore fills it.
 */
export async function openStore(
  address: RedisAddress,
  onError: (error: Error) => void,
  { keep = DEFAULT_KEEP, waits = false }: StoreOptions = {},
): Promise<Store> {
  const redis = connectRedis(address, onError);
  const subscriber = connectRedis(address, onError, true);
  const fence = replicaFence(address, onError);
  const close = async () => {
    await Promise.all([releaseRedis(subscriber), releaseRedis(redis), fence.close()]);
  };
  const news = changes(redis, subscriber);
  const retention = retentionRecord(redis, keep);
  const store = {
    buckets: seriesBuckets(redis, keep, retention.at),
    index: seriesIndex(redis),
    probes: probeReports(redis),
    estate: estateRecord(redis),
    recommendations: recommendations(redis),
    inventory: inventoryRecord(redis),
    prices: pricesRecord(redis),
    drift: driftRecord(redis),
    answers: answerRuns(redis),
    failoverPlans: failoverPlans(redis),
    failoverRuns: failoverRuns(redis),
    armedRuns: armedRuns(redis),
    advice: adviceRecord(redis),
    webhooks: webhookReceivers(redis),
    history: historyRecord(redis),
    days: historyDays(redis),
    shadows: shadowLeases(redis),
    stretches: failoverStretches(redis),
    access: accessRecords(redis),
    changes: news,
    confirmFold: (batch: BatchName) => confirmFold(fence, batch),
    ping: async () => {
      await redis.ping();
    },
    prepare: async () => {
      // Listening first: a restore sees by it who uses the store.
      await news.start();
      await refuseUnfinishedRestore(redis);
      await prepareSchema(redis, keep);
      await retention.adopt(Date.now());
    },
    smallSettings: () => smallSettings(redis),
    look: (nowMs: number) => lookAtRedis(redis, nowMs),
    close,
  };
  if (waits) {
    // The subscription is made when the connection is.
    store.changes.start().catch(onError);
    return store;
  }
  try {
    await store.ping();
    await store.prepare();
  } catch (cause) {
    redis.disconnect();
    subscriber.disconnect();
    throw cause;
  }
  return store;
}
