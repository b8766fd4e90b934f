import { API } from "../../controller/contract/api.ts";
import type { ChangeEvent } from "../../controller/contract/event.ts";
import type { Transport } from "../view-model/live.ts";
import type { ChangeKind } from "./queries.ts";

/** Changes closer together than this are told as one. */
const GATHER_MS = 1_000;
const POLL_MS = 15_000;
const KINDS: readonly ChangeKind[] = ["measurements", "recommendation", "estate"];

export interface ChangeListener {
  changed(kinds: ReadonlySet<ChangeKind>): void;
  transport(transport: Transport): void;
}

/** The part of EventSource that is used, so that a test can stand in for it. */
export interface EventStream {
  readonly readyState: number;
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

const CLOSED = 2;

/**
 * Follows the event stream and, where it is quiet or broken, the clock: whoever listens hears of a
 * change at least every 15 s, so that growing silence is noticed too. A refused stream is asked for
 * again at that pace.
 * @returns ends it
 */
export function followChanges(
  listener: ChangeListener,
  open: () => EventStream = () => new EventSource(API.events) as EventStream,
): () => void {
  const gathered = new Set<ChangeKind>();
  let gathering: ReturnType<typeof setTimeout> | null = null;
  let heard = false;
  let stream = connect();

  function tell(): void {
    gathering = null;
    listener.changed(new Set(gathered));
    gathered.clear();
  }

  function hear(event: MessageEvent<string>): void {
    heard = true;
    for (const kind of kindsOf(event.data)) gathered.add(kind);
    gathering ??= setTimeout(tell, GATHER_MS);
  }

  function connect(): EventStream {
    const opened = open();
    opened.onopen = () => listener.transport("events");
    opened.onerror = () => listener.transport("polling");
    for (const type of ["message", ...KINDS]) opened.addEventListener(type, hear);
    return opened;
  }

  const clock = setInterval(() => {
    if (!heard) listener.changed(new Set(KINDS));
    heard = false;
    if (stream.readyState === CLOSED) stream = connect();
  }, POLL_MS);

  return () => {
    clearInterval(clock);
    if (gathering !== null) clearTimeout(gathering);
    stream.close();
  };
}

/** What an event touches; one that cannot be read touches everything. */
function kindsOf(data: string): readonly ChangeKind[] {
  try {
    const { kind } = JSON.parse(data) as Partial<ChangeEvent>;
    return kind !== undefined && KINDS.includes(kind) ? [kind] : KINDS;
  } catch {
    return KINDS;
  }
}
