import { Cluster, type ClusterNode, type ClusterOptions, type Command } from "ioredis";

/** As the library takes them: with those of its nodes. */
export type ClusterSettings = ClusterOptions & {
  redisOptions: NonNullable<ClusterOptions["redisOptions"]> & { replyMapping?: "legacy" };
};

type Stream = Parameters<Cluster["sendCommand"]>[1];

/**
 * A client of a Redis Cluster each of whose commands ends within a time, however often it is sent to
 * another node. Cluster of ioredis 6 limits only the time at one node, and keeps commands without limit
 * while all nodes are gone.
 */
export class LimitedCluster extends Cluster {
  readonly #limitMs: number;
  readonly #endsAtMs = new WeakMap<Command, number>();
  /** Sends what waits for a node. */
  readonly #held = new Map<Command, () => void>();

  constructor(nodes: ClusterNode[], options: ClusterSettings, limitMs: number) {
    super(nodes, options);
    this.#limitMs = limitMs;
    this.on("ready", () => {
      for (const sendHeld of this.#held.values()) sendHeld();
      this.#held.clear();
    });
  }

  /** Without a node there is nothing whose end the library would hear of. */
  override disconnect(reconnect = false): void {
    super.disconnect(reconnect);
    if (reconnect) return;
    for (const command of this.#held.keys()) command.reject(new Error("Connection is closed."));
    this.#held.clear();
  }

  /** For the library, which calls it for each command, and again when it is to be repeated. */
  override sendCommand(command: Command, stream?: Stream, node?: unknown): unknown {
    if (command.isSettled) return command.promise;
    this.#limit(command);
    if (this.#takes(command)) return super.sendCommand(command, stream, node);
    const sendHeld = () => {
      if (!command.isSettled) super.sendCommand(command, stream, node);
    };
    this.#held.set(command, sendHeld);
    const forget = () => void this.#held.delete(command);
    command.promise.then(forget, forget);
    return command.promise;
  }

  #limit(command: Command): void {
    const nowMs = performance.now();
    const endsAtMs = this.#endsAtMs.get(command) ?? nowMs + this.#limitMs;
    this.#endsAtMs.set(command, endsAtMs);
    command.setTimeout(Math.max(1, endsAtMs - nowMs));
  }

  #takes({ name }: Command): boolean {
    // What asks for the nodes themselves is part of becoming ready.
    return name === "cluster" || ["ready", "wait", "end"].includes(this.status);
  }
}
