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
 * Whether two sources say the same of one asker; null where one of them knows nothing, or where what one of
 * them does not know decides it. A source that counts answers has seen only some of those that may be given:
 * it agrees with a model as long as all it saw is possible there, and with another one as long as both saw
 * one in common. Where both stand on many answers, the shares must be alike as well.
 */
export function agree(one: Said, other: Said): boolean | null {
  if (!(isKnown(one) && isKnown(other))) return null;
  const [a, b] = [sharesOf(one), sharesOf(other)];
  const answers = Math.min(one.answers ?? Infinity, other.answers ?? Infinity);
  if (answers >= FEWEST_FOR_SHARES) return haveAlikeShares(a, b);
  if (one.answers === null) return contains(a, b);
  if (other.answers === null) return contains(b, a);
  if ([...a.shares.keys()].some((key) => b.shares.has(key))) return true;
  return a.unknown > 0 || b.unknown > 0 ? null : false;
}

interface Shares {
  readonly shares: ReadonlyMap<string, number>;
  /** Part that may be anybody's. */
  readonly unknown: number;
  readonly answers: number | null;
}

function sharesOf({ ledTo, answers }: Said): Shares {
  const unknown = ledTo.reduce(
    (sum, { share, server }) => sum + (server.kind === "unknown" ? share : 0),
    0,
  );
  return { shares: shareByServer(ledTo), unknown, answers };
}

function contains(all: Shares, some: Shares): boolean | null {
  if ([...some.shares.keys()].every((key) => all.shares.has(key))) {
    return some.unknown > 0 ? null : true;
  }
  return all.unknown > 0 ? null : false;
}

/** With what is not known, a share may be anything from what is known of it to that and all the unknown. */
function haveAlikeShares(one: Shares, other: Shares): boolean | null {
  const keys = new Set([...one.shares.keys(), ...other.shares.keys()]);
  let isOpen = one.unknown > SLACK || other.unknown > SLACK;
  for (const key of keys) {
    const [p, q] = [one.shares.get(key) ?? 0, other.shares.get(key) ?? 0];
    const error = Math.sqrt(varianceOf(p, q, one.answers) + varianceOf(p, q, other.answers));
    const most = FAR * error + SLACK;
    if (p - (q + other.unknown) > most || q - (p + one.unknown) > most) return false;
    if (Math.abs(p - q) > most) isOpen = true;
  }
  return isOpen ? null : true;
}

/** Of a share counted in so many answers; a model's has none. */
function varianceOf(p: number, q: number, answers: number | null): number {
  const mean = (p + q) / 2;
  return answers === null ? 0 : (mean * (1 - mean)) / answers;
}
