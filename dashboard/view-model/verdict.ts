import type { Status, Verdict } from "../../controller/contract/status.ts";
import type { Tone } from "./tone.ts";

const TONES: Record<Verdict, Tone> = {
  outage: "bad",
  degraded: "warn",
  "cannot-tell": "unknown",
  healthy: "ok",
  starting: "info",
};

export interface VerdictView {
  tone: Tone;
  /** First clause of the sentence: the state, read at a glance. */
  head: string;
  rest: string;
}

/** The controller's sentence, split after its first full stop; not one word is added or changed. */
export function verdictView(status: Pick<Status, "verdict" | "sentence">): VerdictView {
  const tone = TONES[status.verdict];
  const end = status.sentence.search(/[.:](\s|$)/);
  if (end === -1) return { tone, head: status.sentence, rest: "" };
  return {
    tone,
    head: status.sentence.slice(0, end + 1),
    rest: status.sentence.slice(end + 1).trim(),
  };
}

export interface Announcement {
  verdict: Verdict;
  sentence: string;
}

/** What a screen reader hears: a new sentence only when the state changed, not with every figure. */
export function nextAnnouncement(
  before: Announcement | null,
  status: Pick<Status, "verdict" | "sentence">,
): Announcement {
  if (before !== null && before.verdict === status.verdict) return before;
  return { verdict: status.verdict, sentence: status.sentence };
}
