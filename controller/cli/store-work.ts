import type { RedisAddress } from "../redis-address.ts";
import { jsonText, tellError } from "./answer.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { Interrupted, onInterrupt } from "./on-interrupt.ts";
import type { CliWorld } from "./world.ts";

/** The Redis that a command works on, without a controller between. */
export type ReachedRedis = {
  readonly address: RedisAddress;
  /** What it is, fit to be shown. */
  readonly place: string;
  close(): Promise<void>;
};

/** What a command wants of a Redis: to read while others use it, or to fill it alone. */
type RedisWish = {
  readonly dataDir: string | undefined;
  readonly purpose: "read" | "fill";
  readonly report: (line: string) => void;
};

/**
 * How this program comes to its Redis.
 *
 * @throws an error with a `mend` where it cannot.
 */
export type ReachRedis = (wish: RedisWish) => Promise<ReachedRedis>;

export type StoreFlags = { readonly json?: true; readonly dataDir?: string };

/** What was done: members of the JSON answer, and lines for people. */
type Done = { readonly data: Readonly<Record<string, unknown>>; readonly lines: readonly string[] };

/** Reaches Redis, does the work and tells what came of it, or what went wrong. */
export async function storeWork(
  told: { readonly flags: StoreFlags; readonly world: CliWorld; readonly interrupted: string },
  reach: (report: (line: string) => void) => Promise<ReachedRedis>,
  work: (reached: ReachedRedis, signal: AbortSignal) => Promise<Done>,
): Promise<void> {
  const { flags, world, interrupted } = told;
  const { signal, release } = onInterrupt();
  try {
    const done = await reachAndWork(reach, work, world, signal);
    world.redraw("");
    world.print(flags.json === true ? jsonText(EXIT.fine, done.data) : done.lines.join("\n"));
    world.end(EXIT.fine);
  } catch (error) {
    world.redraw("");
    const [problem, status] = problemOf(error, interrupted);
    tellError(problem, flags.json === true, world, status);
    world.end(status);
  } finally {
    release();
  }
}

async function reachAndWork(
  reach: (report: (line: string) => void) => Promise<ReachedRedis>,
  work: (reached: ReachedRedis, signal: AbortSignal) => Promise<Done>,
  world: CliWorld,
  signal: AbortSignal,
): Promise<Done> {
  const reached = await reach(world.say);
  try {
    return await work(reached, signal);
  } finally {
    await reached.close();
  }
}

type Problem = Parameters<typeof tellError>[0];

/** Errors that say how to mend them are for people; everything else is a fault of this program. */
function problemOf(error: unknown, interrupted: string): [Problem, ExitStatus] {
  if (error instanceof Interrupted) {
    const message = "interrupted";
    return [{ code: message, message, mend: interrupted, requestId: null }, EXIT.interrupted];
  }
  if (!(error instanceof Error && "mend" in error && typeof error.mend === "string")) throw error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "failed";
  return [{ code, message: error.message, mend: error.mend, requestId: null }, EXIT.error];
}
