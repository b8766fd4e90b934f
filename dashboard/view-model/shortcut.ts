export type Action = "help" | "overview" | "matrix" | "theme" | "pause" | "close";

export const SHORTCUTS: readonly { keys: string; action: Action; text: string }[] = [
  { keys: "g o", action: "overview", text: "Overview" },
  { keys: "g m", action: "matrix", text: "Latency matrix" },
  { keys: "Space", action: "pause", text: "Pause or resume new data" },
  { keys: "t", action: "theme", text: "Next theme: system, light, dark" },
  { keys: "?", action: "help", text: "This help" },
  { keys: "Esc", action: "close", text: "Close, clear the selection" },
];

const LEADER_MS = 1_500;

export interface Pressed {
  key: string;
  atMs: number;
  /** Control, Alt or Meta held: those belong to the browser. */
  modified: boolean;
  /** What has the focus: text is typed into fields, and Space presses buttons. */
  target: "field" | "button" | "page";
  /** Off for people whose speech input would press single letters. */
  enabled: boolean;
}

/** `g` waits for its second key; the time says until when. */
export type Waiting = { untilMs: number } | null;

/** What a key press does, and whether the next key completes it. `Esc` works always. */
export function pressShortcut(
  waiting: Waiting,
  pressed: Pressed,
): { action: Action | null; waiting: Waiting } {
  const none = { action: null, waiting: null };
  if (pressed.modified || pressed.target === "field") return none;
  if (pressed.key === "Escape") return { action: "close", waiting: null };
  if (!pressed.enabled) return none;
  if (waiting !== null && pressed.atMs <= waiting.untilMs) {
    if (pressed.key === "o") return { action: "overview", waiting: null };
    if (pressed.key === "m") return { action: "matrix", waiting: null };
  }
  return single(pressed);
}

function single(pressed: Pressed): { action: Action | null; waiting: Waiting } {
  switch (pressed.key) {
    case "g":
      return { action: null, waiting: { untilMs: pressed.atMs + LEADER_MS } };
    case "?":
      return { action: "help", waiting: null };
    case "t":
      return { action: "theme", waiting: null };
    case " ":
      return { action: pressed.target === "button" ? null : "pause", waiting: null };
    default:
      return { action: null, waiting: null };
  }
}
