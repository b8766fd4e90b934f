import { AnswerRun } from "../contract/answer-run.ts";
import type { AnswersAbout } from "../contract/answers.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** A round that has told nothing for so long has ended with its process. */
const ASKING_GONE_MS = 600_000;

/** What Route 53 said last of each service. */
export type AnswerRuns = {
  /** The last round about what stands, or about a proposed design; null before the first. */
  read(service: string, about: AnswersAbout): Promise<AnswerRun | null>;
  /** Keeps a round in place of the one before; it ends the asking. */
  write(run: AnswerRun): Promise<void>;
  /** Since when a round is asked for, in epoch milliseconds; null while none is. */
  askingSinceMs(service: string): Promise<number | null>;
  tellAsking(service: string, sinceMs: number | null): Promise<void>;
};

export function answerRuns(redis: RedisClient): AnswerRuns {
  return {
    async read(service, about) {
      const text = await redis.hget(KEYS.answers(service), about);
      return text === null ? null : AnswerRun.parse(JSON.parse(text));
    },
    async write(run) {
      await redis.hset(KEYS.answers(run.service), run.about, JSON.stringify(AnswerRun.parse(run)));
      await redis.del(KEYS.answersAsked(run.service));
    },
    async askingSinceMs(service) {
      const text = await redis.get(KEYS.answersAsked(service));
      return text === null ? null : Number(text);
    },
    async tellAsking(service, sinceMs) {
      const key = KEYS.answersAsked(service);
      if (sinceMs === null) await redis.del(key);
      else await redis.set(key, String(sinceMs), "PX", ASKING_GONE_MS);
    },
  };
}
