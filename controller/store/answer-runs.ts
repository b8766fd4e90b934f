import { AnswerRun } from "../contract/answer-run.ts";
import { AnswersAbout } from "../contract/answers.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** A round that has told nothing for so long has ended with its process. */
const ASKING_GONE_MS = 600_000;

/** What Route 53 said last of each service. */
export type AnswerRuns = {
  /** The last round about what stands, or about a proposed design; null before the first. */
  read(service: string, about: AnswersAbout): Promise<AnswerRun | null>;
  /** Keeps a round in place of the one before. */
  write(run: AnswerRun): Promise<void>;
  /** When a round was last asked for that has not ended yet, in epoch milliseconds; null while none is. */
  askingSinceMs(service: string, about: AnswersAbout): Promise<number | null>;
  tellAsking(service: string, about: AnswersAbout, sinceMs: number): Promise<void>;
  /**
   * Ends the asking that was known when a round began; one that came after that waits for the next round.
   *
   * @param knownMs what `askingSinceMs` answered then
   */
  endAsking(service: string, about: AnswersAbout, knownMs: number | null): Promise<void>;
  /** Of a service that is no more. */
  forget(service: string): Promise<void>;
};

export function answerRuns(redis: RedisClient): AnswerRuns {
  const askingSinceMs: AnswerRuns["askingSinceMs"] = async (service, about) => {
    const text = await redis.get(KEYS.answersAsked(service, about));
    return text === null ? null : Number(text);
  };
  return {
    async read(service, about) {
      const text = await redis.hget(KEYS.answers(service), about);
      return text === null ? null : AnswerRun.parse(JSON.parse(text));
    },
    async write(run) {
      await redis.hset(KEYS.answers(run.service), run.about, JSON.stringify(AnswerRun.parse(run)));
    },
    askingSinceMs,
    async tellAsking(service, about, sinceMs) {
      const key = KEYS.answersAsked(service, about);
      await redis.set(key, String(sinceMs), "PX", ASKING_GONE_MS);
    },
    async endAsking(service, about, knownMs) {
      const isKnown = (await askingSinceMs(service, about)) === knownMs;
      if (isKnown) await redis.del(KEYS.answersAsked(service, about));
    },
    async forget(service) {
      const asked = AnswersAbout.options.map((about) => KEYS.answersAsked(service, about));
      await redis.del(KEYS.answers(service), ...asked);
    },
  };
}
