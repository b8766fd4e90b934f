import { Pool } from "undici";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { PROBE_API } from "../../../probe/contract/wire.ts";
import { type Profile, vantageName } from "./profiles.ts";
import { simulatedBatches } from "./simulated-batches.ts";

/** What a fleet of simulated probes sends. Probe `i` has the token `i`. */
export type LoadPlan = {
  readonly url: string;
  readonly tokens: readonly string[];
  readonly profile: Profile;
  /** Batches a second, begun at their time whatever became of those before; null: as fast as it goes. */
  readonly ratePerS: number | null;
  readonly batches: number;
  /** Number of the first batch of each probe. */
  readonly firstSeq: number;
};

export type LoadResult = {
  readonly accepted: number;
  /** Statuses of other answers, and codes of requests that got none. */
  readonly refused: Readonly<Record<string, number>>;
  readonly results: number;
  readonly wallMs: number;
  /** From the time at which a batch was due until its receipt, in ms, in order. */
  readonly acknowledgeMs: readonly number[];
};

/** Connections that the probes share: each of them alone would use its own once in half a minute. */
const CONNECTIONS = 128;
/** Requests at once where there is no rate. */
const AT_ONCE = 32;
const TICK_MS = 2;

/** Takes one plan after the other from its parent, and answers each with what came of it. */
export function runLoadProcess(): void {
  process.on("disconnect", () => process.exit());
  process.on("message", (plan: LoadPlan) => {
    void send(plan).then((result) => process.send?.(result));
  });
}

async function send(plan: LoadPlan): Promise<LoadResult> {
  const { url, tokens, profile, ratePerS, batches, firstSeq } = plan;
  const simulated = simulatedBatches(profile);
  const minuteMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  for (let at = 0; at < 3; at += 1) simulated.prepare(minuteMs + at * MINUTE_MS);
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const acknowledgeMs: number[] = [];
  const refused: Record<string, number> = {};
  const startedMs = performance.now();

  const post = async (at: number, dueMs: number) => {
    const probe = at % tokens.length;
    const seq = firstSeq + Math.floor(at / tokens.length);
    const outcome = await pool
      .request({
        method: "POST",
        path: PROBE_API.batches,
        headers: {
          authorization: `Bearer ${tokens[probe]}`,
          "content-type": "application/json",
          "content-encoding": "gzip",
        },
        body: simulated.body(vantageName(probe), seq, Date.now()),
      })
      .then(
        async ({ statusCode, body }) => {
          await body.dump();
          return String(statusCode);
        },
        (error: NodeJS.ErrnoException) => error.code ?? error.name,
      );
    if (outcome === "202") acknowledgeMs.push(performance.now() - dueMs);
    else refused[outcome] = (refused[outcome] ?? 0) + 1;
  };

  if (ratePerS === null) await flatOut(batches, post);
  else await openLoop(batches, ratePerS, post);
  const wallMs = performance.now() - startedMs;
  await pool.close();
  acknowledgeMs.sort((a, b) => a - b);
  const accepted = acknowledgeMs.length;
  return { accepted, refused, results: accepted * simulated.results, wallMs, acknowledgeMs };
}

type Post = (at: number, dueMs: number) => Promise<void>;

async function flatOut(batches: number, post: Post): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < batches) {
      next += 1;
      await post(next - 1, performance.now());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function openLoop(batches: number, ratePerS: number, post: Post): Promise<void> {
  const startedMs = performance.now();
  const all: Promise<void>[] = [];
  return new Promise((done) => {
    const timer = setInterval(() => {
      const elapsedMs = performance.now() - startedMs;
      const due = Math.min(batches, Math.floor((elapsedMs / 1_000) * ratePerS));
      while (all.length < due) {
        all.push(post(all.length, startedMs + ((all.length + 1) / ratePerS) * 1_000));
      }
      if (all.length < batches) return;
      clearInterval(timer);
      void Promise.all(all).then(() => done());
    }, TICK_MS);
  });
}
