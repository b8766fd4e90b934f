import { z } from "zod";
import { Outcome } from "../contract/recommendation.ts";
import type { Remembered } from "../core/advise/remember.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

const BestInARow = z.object({ best: z.string().nullable(), inARow: z.int() });

/** What the last evaluation of a service left. */
const Left = z.object({
  /** When it is due again by itself, epoch milliseconds. */
  dueAtMs: z.number(),
  memory: z.object({ day: z.int(), before: BestInARow, now: BestInARow }).nullable(),
  /** The recommendation whose outcome was told last, by a webhook or as the first one. */
  told: z.object({ id: z.string(), outcome: Outcome }).nullable(),
  /** Whether it stood on what was imported. */
  isImportUsed: z.boolean().nullable(),
});

type LeftByAdvice = z.infer<typeof Left> & { readonly memory: Remembered | null };

export type AdviceState = LeftByAdvice & {
  /** How often an evaluation was asked for, and how much of that the last one has answered. */
  readonly asked: number;
  readonly answered: number;
};

/** Where the evaluation of each service stands, the same for all controllers. */
export type AdviceRecord = {
  read(service: string): Promise<AdviceState>;
  /** Notes that a service is to be evaluated, whatever it stands on was changed. Never lost. */
  ask(service: string): Promise<void>;
  /** @param answered what `asked` was when the evaluation began: what came after that is still to be answered */
  write(service: string, answered: number, left: LeftByAdvice): Promise<void>;
  forget(service: string): Promise<void>;
};

const NOTHING: LeftByAdvice = { dueAtMs: 0, memory: null, told: null, isImportUsed: null };

/** A hash for each service. */
export function adviceRecord(redis: RedisClient): AdviceRecord {
  return {
    async read(service) {
      const key = KEYS.advice(service);
      const [asked, answered, left] = await redis.hmget(key, "asked", "answered", "left");
      const parsed = Left.safeParse(JSON.parse(left ?? "null"));
      // What another release left in another shape is done without: the evaluation is then due.
      const known = parsed.success ? parsed.data : NOTHING;
      return { ...known, asked: Number(asked ?? 0), answered: Number(answered ?? 0) };
    },
    async ask(service) {
      await redis.hincrby(KEYS.advice(service), "asked", 1);
    },
    async write(service, answered, { dueAtMs, memory, told, isImportUsed }) {
      const left = JSON.stringify({ dueAtMs, memory, told, isImportUsed });
      await redis.hset(KEYS.advice(service), { answered, left });
    },
    async forget(service) {
      await redis.del(KEYS.advice(service));
    },
  };
}
