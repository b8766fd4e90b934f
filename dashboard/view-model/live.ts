/** Why new data waits: something is being looked at, or somebody asked for it. */
export type PauseReason = "pointer" | "focus" | "selection" | "key";

export type Transport = "connecting" | "events" | "polling";

export interface Live {
  reasons: readonly PauseReason[];
  /** Updates that came while paused. */
  waiting: number;
  /** Grows each time the screens are to ask again. */
  round: number;
  transport: Transport;
}

export type LiveEvent =
  | { kind: "update" }
  | { kind: "hold"; reason: PauseReason }
  | { kind: "release"; reason: PauseReason }
  | { kind: "toggle" }
  | { kind: "transport"; transport: Transport };

export const LIVE_AT_START: Live = { reasons: [], waiting: 0, round: 0, transport: "connecting" };

/**
 * What happens to new data. While anything is looked at nothing on the screen moves; what came
 * meanwhile is counted, and fetched once when the last reason ends. Space resumes whatever the
 * reasons are, and pauses when there is none.
 */
export function nextLive(live: Live, event: LiveEvent): Live {
  switch (event.kind) {
    case "update":
      return isPaused(live)
        ? { ...live, waiting: live.waiting + 1 }
        : { ...live, round: live.round + 1 };
    case "hold":
      return live.reasons.includes(event.reason)
        ? live
        : { ...live, reasons: [...live.reasons, event.reason] };
    case "release":
      return live.reasons.includes(event.reason)
        ? resumed({ ...live, reasons: live.reasons.filter((reason) => reason !== event.reason) })
        : live;
    case "toggle":
      return isPaused(live) ? resumed({ ...live, reasons: [] }) : { ...live, reasons: ["key"] };
    case "transport":
      return live.transport === event.transport ? live : { ...live, transport: event.transport };
  }
}

export function isPaused(live: Pick<Live, "reasons">): boolean {
  return live.reasons.length > 0;
}

function resumed(live: Live): Live {
  if (isPaused(live) || live.waiting === 0) return live;
  return { ...live, waiting: 0, round: live.round + 1 };
}
