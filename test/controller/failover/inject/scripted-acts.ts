import type { Acts } from "../../../../controller/failover/inject/acts.ts";
import { InjectProblem } from "../../../../controller/failover/inject/inject-problem.ts";
import type { InForce } from "../../../../controller/failover/inject/injection.ts";

/** Something that can be made to fail, whose answers are lost when a script says so. */
export type ScriptedActs = Acts & {
  state: InForce["state"];
  /** How often it was written to. */
  writes: number;
};

/**
 * @param isLost whether the answer to each next call is lost; what was asked is done all the same
 * @param delayLooks looks that still see what was before a write
 */
export function scriptedActs(
  state: InForce["state"],
  isLost: () => boolean = () => false,
  delayLooks = 0,
): ScriptedActs {
  let coming: { state: InForce["state"]; looks: number } | null = null;
  const answered = () => {
    if (isLost()) throw new InjectProblem("The answer was lost.", "Try again.");
  };
  const write = (to: InForce["state"]) => {
    acts.writes += 1;
    coming = { state: to, looks: delayLooks };
    answered();
  };
  const acts: ScriptedActs = {
    patience: { everyMs: 1, looks: 5 },
    state,
    writes: 0,
    look() {
      if (coming !== null && coming.looks <= 0) {
        acts.state = coming.state;
        coming = null;
      } else if (coming !== null) coming.looks -= 1;
      return Promise.resolve().then(() => {
        answered();
        return { state: acts.state, reason: `it is ${acts.state}` };
      });
    },
    bringAbout: () => Promise.resolve().then(() => write("in_force")),
    putBack: () =>
      Promise.resolve().then(() => {
        if (acts.state !== "restored") write("restored");
        return true;
      }),
  };
  return acts;
}
