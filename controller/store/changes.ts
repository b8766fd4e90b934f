import { ChangeEvent } from "../contract/event.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

export type Changes = {
  publish(event: ChangeEvent): Promise<void>;
  /** Calls the listener with every change in any process, until the function it answers is called. */
  listen(listener: (event: ChangeEvent) => void): () => void;
  /** Begins to receive. Listeners hear nothing before. */
  start(): Promise<void>;
};

/**
 * News of changes to every controller process. A process that was cut off misses some: a change is a
 * reason to look again, never the only carrier of a fact.
 */
export function changes(redis: RedisClient, subscriber: RedisClient): Changes {
  const listeners = new Set<(event: ChangeEvent) => void>();
  subscriber.on("message", (_channel: string, text: string) => {
    const event = parse(text);
    if (event !== null) for (const listener of listeners) listener(event);
  });
  return {
    publish: async (event) => {
      await redis.publish(KEYS.changes, JSON.stringify(event));
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: async () => {
      await subscriber.subscribe(KEYS.changes);
    },
  };
}

/** Null for what another program put on the channel. */
function parse(text: string): ChangeEvent | null {
  try {
    return ChangeEvent.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
