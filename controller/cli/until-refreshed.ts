import type { RefreshState } from "../contract/refresh-state.ts";
import { CliError } from "./cli-error.ts";
import type { CliWorld } from "./world.ts";

const POLL_MS = 500;

/** A reading that is waited for. */
export interface AwaitedReading<State extends RefreshState> {
  readonly look: () => Promise<State>;
  /** End of the reading before it; null where there was none. */
  readonly lastMs: number | null;
  readonly withinMs: number;
  /** What is shown meanwhile. */
  readonly textOf: (state: State, waitedMs: number) => string;
  /** What to say where nobody was told to read, in place of the controller's own mend. */
  readonly notSetUp: { readonly message: string; readonly mend: string };
  readonly tooLong: CliError;
}

/**
 * Waits until a reading is over that another one was not, and shows how far it is; nothing of that is
 * left behind, however it ends. Throws CliError where nobody reads, or not in time.
 */
export async function untilRefreshed<State extends RefreshState>(
  { look, lastMs, withinMs, textOf, notSetUp, tooLong }: AwaitedReading<State>,
  world: Pick<CliWorld, "now" | "sleep" | "redraw">,
): Promise<State> {
  const startedMs = world.now();
  try {
    for (;;) {
      const now = await look();
      if (now.state === "not-set-up") {
        const { message, mend } = notSetUp;
        throw new CliError({ code: "aws_not_set_up", message, mend: now.mend ?? mend });
      }
      if (now.state === "idle" && now.lastFinishedAtMs !== lastMs) return now;
      const waitedMs = world.now() - startedMs;
      if (waitedMs >= withinMs) throw tooLong;
      world.redraw(textOf(now, waitedMs));
      await world.sleep(Math.min(POLL_MS, withinMs - waitedMs));
    }
  } finally {
    world.redraw("");
  }
}
