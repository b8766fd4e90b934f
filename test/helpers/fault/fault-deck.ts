import type { Random } from "../../../infra/lab/delay/random.ts";

/** Who dies. `all`: the controllers, the worker and Redis, as in a loss of power. */
export type Victim = "controller 0" | "controller 1" | "worker" | "redis" | "all";
/** When: at any time, while batches are in work, or just when it acknowledges one. */
type Moment = "any" | "in work" | "acknowledging";

export type Fault = {
  readonly victim: Victim;
  readonly moment: Moment;
  /** How long it stays dead, in milliseconds. */
  readonly awayMs: number;
};

const SHORT_MS = 1_500;
/** Longer than a controller takes to notice, and than its commands are tried. */
const LONG_MS = 6_000;

/** One round: every fault once, in random order. */
export function faultDeck(random: Random): Fault[] {
  const soon = () => Math.floor(random() * SHORT_MS);
  const late = () => LONG_MS + soon();
  const deck: Fault[] = [
    { victim: "controller 0", moment: "any", awayMs: soon() },
    { victim: "controller 0", moment: "acknowledging", awayMs: soon() },
    { victim: "controller 1", moment: "in work", awayMs: soon() },
    { victim: "controller 1", moment: "acknowledging", awayMs: soon() },
    { victim: "worker", moment: "any", awayMs: soon() },
    { victim: "worker", moment: "in work", awayMs: soon() },
    { victim: "redis", moment: "any", awayMs: soon() },
    { victim: "redis", moment: "in work", awayMs: soon() },
    { victim: "redis", moment: "acknowledging", awayMs: late() },
    { victim: "all", moment: "in work", awayMs: soon() },
  ];
  for (let at = deck.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [deck[at], deck[other]] = [deck[other] as Fault, deck[at] as Fault];
  }
  return deck;
}
