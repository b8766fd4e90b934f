import type { ChangeEvent } from "../contract/event.ts";
import { coalesceChanges } from "../ingest/coalesce-changes.ts";
import type { Changes } from "../store/changes.ts";

/** Measurements arrive all the time; readers hear of them at most this often. */
const TELL_EVERY_MS = 1_000;

/** Somebody who follows the event stream. */
type Reader = {
  send(message: { readonly id: string; readonly event: ChangeEvent }): void;
  end(): void;
};

/** Hands the changes of all processes to the readers of this one. */
export type EventFeed = {
  /** Answers what to call when the reader leaves. */
  join(reader: Reader): () => void;
  /** How many there are. */
  count(): number;
  /** Ends every stream. */
  close(): void;
};

/** Opens the feed. Events are numbered from 1 after the time of its opening, so numbers never repeat. */
export function openEventFeed(changes: Pick<Changes, "listen">, now: () => number): EventFeed {
  const readers = new Set<Reader>();
  const openedAtMs = now();
  let count = 0;
  const tell = (event: ChangeEvent) => {
    count += 1;
    for (const reader of readers) reader.send({ id: `${openedAtMs}-${count}`, event });
  };
  const gatherer = coalesceChanges(TELL_EVERY_MS, (vantages) =>
    tell({ kind: "measurements", atMs: now(), vantages }),
  );
  const stop = changes.listen((event) => {
    if (event.kind === "measurements") gatherer.add(event.vantages);
    else tell(event);
  });
  return {
    join(reader) {
      readers.add(reader);
      return () => {
        readers.delete(reader);
      };
    },
    count: () => readers.size,
    close() {
      stop();
      gatherer.close();
      for (const reader of readers) reader.end();
      readers.clear();
    },
  };
}
