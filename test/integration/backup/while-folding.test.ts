import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { Recommendation } from "../../../controller/contract/recommendation.ts";
import { planFold } from "../../../controller/core/fold/plan-fold.ts";
import { openStore, type Store } from "../../../controller/store/store.ts";
import { answers, batchOf } from "../../helpers/contributions.ts";
import { type TwoRedis, withTwoRedis } from "./two-redis.ts";

let two: TwoRedis;
withTwoRedis((opened) => {
  two = opened;
});

/**
 * A batch that counts once in a register and in several keys of its group, in one script: what holds
 * them together is the script alone.
 */
const FOLD_TOGETHER = `
if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 1 then return 0 end
redis.call('SADD', KEYS[1], ARGV[1])
for at = 2, #KEYS do redis.call('HINCRBY', KEYS[at], ARGV[2], 1) end
return 1`;
const GROUPS = ["one", "two", "three"];
/** Keys that no batch touches make each look at the store take its time. */
const COLD_KEYS = 2_000;
const HOURS = 40;

const keysOf = (group: string, seq: number) => [
  `iso:folded:{${group}}:boot`,
  ...[7, 11, 13].map((step) => `iso:m:{${group}}:a:${(seq * step) % HOURS}`),
];

async function foldTogether(redis: Redis, seq: number): Promise<void> {
  for (const group of GROUPS) {
    const keys = keysOf(group, seq);
    await redis.eval(FOLD_TOGETHER, keys.length, ...keys, seq, seq % 60);
  }
}

/** Folds on and on until it is told to stop; answers how many batches it folded. */
function foldOnAndOn(fold: (seq: number) => Promise<void>): { stop(): Promise<number> } {
  let isOver = false;
  const running = (async () => {
    let folded = 0;
    for (; !isOver; folded += 1) await fold(folded + 1);
    return folded;
  })();
  return {
    stop: async () => {
      isOver = true;
      return await running;
    },
  };
}

async function sums(redis: Redis): Promise<number[]> {
  return await Promise.all(
    GROUPS.map(async (group) => {
      let sum = 0;
      for (let hour = 0; hour < HOURS; hour += 1) {
        const counts = await redis.hvals(`iso:m:{${group}}:a:${hour}`);
        sum += counts.reduce((before, count) => before + Number(count), 0);
      }
      return sum;
    }),
  );
}

describe("controller/backup while batches are folded", () => {
  it("holds each batch in register and minutes or in neither, so that sending all again is exact", async () => {
    const filling = two.from.pipeline();
    for (let at = 0; at < COLD_KEYS; at += 1)
      filling.hset(`iso:m:{${GROUPS[at % 3]}}:b:${at}`, "0", "x");
    await filling.exec();
    const folder = new Redis({ path: two.addresses.from.socketPath });
    const folding = foldOnAndOn((seq) => foldTogether(folder, seq));
    await two.backUp();
    const folded = await folding.stop();
    folder.disconnect();
    await two.restore();
    const registered = await Promise.all(
      GROUPS.map((name) => two.to.scard(`iso:folded:{${name}}:boot`)),
    );
    // The copy was taken in the midst: else this shows nothing.
    for (const count of registered) expect(count).toBeGreaterThan(0);
    expect(Math.min(...registered)).toBeLessThan(folded);
    expect(await sums(two.to)).toEqual(registered.map((count) => 3 * count));
    for (let seq = 1; seq <= folded; seq += 1) await foldTogether(two.to, seq);
    expect(await sums(two.to)).toEqual(GROUPS.map(() => 3 * folded));
    expect(await sums(two.from)).toEqual(await sums(two.to));
  });

  it("gives the same totals when probes send everything again to the restored store", async () => {
    const hourMs = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3_600_000;
    const batch = (seq: number) =>
      batchOf(
        [0, 1, 70].map((minute) => answers(hourMs + ((seq + minute) % 120) * 60_000, 500, 2)),
        { seq },
      );
    const fold = async (store: Store, seq: number) => {
      await store.buckets.fold(batch(seq), planFold(batch(seq), 0), Date.now());
    };
    const sent = async (store: Store) => {
      const key = "eu-west-1/shop/direct/eu-west-1/echo_rtt";
      const window = { fromMs: hourMs, toMs: hourMs + 7_200_000, stepMs: null };
      const { bySeries } = await store.buckets.sums([key], window, Date.now());
      return (bySeries.get(key) ?? []).reduce((sum, { bucket }) => sum + bucket.sent, 0);
    };
    const source = await openStore(two.addresses.from, () => undefined);
    await fold(source, 1);
    const folding = foldOnAndOn((seq) => fold(source, seq));
    await two.backUp();
    const folded = await folding.stop();
    await two.restore();
    const target = await openStore(two.addresses.to, () => undefined);
    for (let seq = 1; seq <= folded; seq += 1) await fold(target, seq);
    expect(await sent(target)).toBe(6 * folded);
    expect(await sent(source)).toBe(6 * folded);
    await Promise.all([source.close(), target.close()]);
  });

  it("gives no number of a recommendation out twice that was given out meanwhile", async () => {
    const store = await openStore(two.addresses.from, () => undefined);
    const made = (id: string) =>
      Recommendation.parse({
        ...{ id, service: "shop", madeAtMs: 1, outcome: "insufficient_evidence" as const },
        ...{ sentence: "x", soFar: null, missing: [], vantages: [], groups: [] },
        evidence: {
          fromMs: 1,
          toMs: 2,
          samples: 0,
          fullDays: 0,
          coverage: 0,
          grade: "C" as const,
          hash: "00",
        },
      });
    await two.from.set("iso:estate", "{}");
    const advising = foldOnAndOn(
      async () => void (await store.recommendations.append("shop", made)),
    );
    await two.backUp();
    await advising.stop();
    await store.close();
    await two.restore();
    const target = await openStore(two.addresses.to, () => undefined);
    const kept = (await target.recommendations.list("shop", 1_000)).map(({ id }) => id);
    expect(kept.length).toBeGreaterThan(0);
    for (const id of kept) expect((await target.recommendations.get(id))?.id).toBe(id);
    const next = await target.recommendations.append("shop", made);
    expect(kept).not.toContain(next.id);
    expect((await target.recommendations.latest("shop"))?.id).toBe(next.id);
    await target.close();
  });
});
