import type { Socket } from "node:net";
import type { LabClock } from "../clock.ts";

/**
 * Fixed for TCP; keep-alive packets without payload do not count.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/introduction-how-it-works.html
 */
export const TCP_IDLE_MS = 340_000;

/** Resets both sides of a relayed connection when nothing was sent on either for a while of lab time. */
export function endWhenIdle(
  client: Socket,
  upstream: Socket,
  clock: Pick<LabClock, "nowMs" | "after">,
): void {
  let lastMs = clock.nowMs();
  const note = () => {
    lastMs = clock.nowMs();
  };
  const look = () => {
    const leftMs = lastMs + TCP_IDLE_MS - clock.nowMs();
    if (leftMs > 0) {
      callOff = clock.after(leftMs, look);
      return;
    }
    client.resetAndDestroy();
    upstream.resetAndDestroy();
  };
  let callOff = clock.after(TCP_IDLE_MS, look);
  client.on("data", note);
  upstream.on("data", note);
  client.once("close", () => callOff());
}
