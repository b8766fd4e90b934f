import type { SourceAnswer } from "../../contract/answers.ts";
import { shareByServer } from "./led-to.ts";
import { isKnown } from "./trust-order.ts";

/** Answers of both sources from which on their shares are compared, and not only whom they name. */
const FEWEST_FOR_SHARES = 30;
/** Standard errors of a difference of shares that chance makes once in a thousand. */
const FAR = 3.3;
/** What no count of answers makes smaller: records change weight while they are counted. */
const SLACK = 0.02;

type Said = Pick<SourceAnswer, "ledTo" | "answers">;

/**
 * Whether two sources say the same of one asker; null where one of them knows nothing. A source that counts
 * answers has seen only some of those that may be given: it agrees with a model as long as all it saw is
 * possible there, and with another one as long as both saw one in common. Where both stand on many
 * answers, the shares must be alike as well.
 */
export function agree(one: Said, other: Said): boolean | null {
  if (!(isKnown(one) && isKnown(other))) return null;
  const [a, b] = [shareByServer(one.ledTo), shareByServer(other.ledTo)];
  const answers = Math.min(one.answers ?? Infinity, other.answers ?? Infinity);
  if (answers >= FEWEST_FOR_SHARES) return haveAlikeShares(one, other);
  if (one.answers === null) return contains(a, b);
  if (other.answers === null) return contains(b, a);
  return [...a.keys()].some((key) => b.has(key));
}

type Shares = ReadonlyMap<string, number>;

function contains(all: Shares, some: Shares): boolean {
  return [...some.keys()].every((key) => all.has(key));
}

function haveAlikeShares(one: Said, other: Said): boolean {
  const [a, b] = [shareByServer(one.ledTo), shareByServer(other.ledTo)];
  return [...new Set([...a.keys(), ...b.keys()])].every((key) => {
    const [p, q] = [a.get(key) ?? 0, b.get(key) ?? 0];
    const error = Math.sqrt(varianceOf(p, q, one.answers) + varianceOf(p, q, other.answers));
    return Math.abs(p - q) <= FAR * error + SLACK;
  });
}

/** Of a share counted in so many answers; a model's has none. */
function varianceOf(p: number, q: number, answers: number | null): number {
  const mean = (p + q) / 2;
  return answers === null ? 0 : (mean * (1 - mean)) / answers;
}
