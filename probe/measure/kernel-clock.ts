import { execFile } from "node:child_process";
import { isIPv6 } from "node:net";
import { describeError } from "../log.ts";
import { type KernelTime, parseSocketLine, type SocketPair, socketKey } from "./socket-line.ts";

/** Connections that are asked for within this time share one look at the kernel's table. */
const GATHER_MS = 20;
/** Looks are so far apart at least, because each costs a process. */
const APART_MS = 300;
const LOOK_TIMEOUT_MS = 2_000;
/** A table of many thousand connections with the same peer. */
const MAX_OUTPUT_BYTES = 16 * 1_024 * 1_024;

interface Waiting {
  pair: SocketPair;
  answer(time: KernelTime | null): void;
}

/**
 * Asks the kernel how long the handshakes of open connections took, through `ss` of iproute2: Node has
 * no access to TCP_INFO. The kernel takes its times when packets come and go, so a process that stands
 * still cannot spoil them, and it does not matter that they are read later.
 */
export class KernelClock {
  readonly #command: string;
  readonly #onTrouble: (reason: string) => void;
  #waiting: Waiting[] = [];
  #isArmed = false;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #isUseless = false;
  #hasTold = false;

  /** @param onTrouble hears, once, why the kernel's time is missing where it is */
  constructor(onTrouble: (reason: string) => void, command = "ss") {
    this.#onTrouble = onTrouble;
    this.#command = command;
  }

  /**
   * How long the handshake of a connection took. It must be open, with nothing sent on it, until this
   * has an answer: a third of a second, as a rule.
   *
   * @returns null when the kernel's time cannot be had
   */
  read(pair: SocketPair): Promise<KernelTime | null> {
    if (this.#isUseless) return Promise.resolve(null);
    return new Promise((answer) => {
      this.#waiting.push({ pair, answer });
      this.#arm();
    });
  }

  #arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    const apartMs = this.#lookedAtMs + APART_MS - performance.now();
    setTimeout(() => void this.#look(), Math.max(GATHER_MS, apartMs));
  }

  async #look(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#lookedAtMs = performance.now();
    const times = await this.#times(waiting.map(({ pair }) => pair));
    this.#isArmed = false;
    if (this.#waiting.length > 0) this.#arm();
    for (const { pair, answer } of waiting) {
      const time = times.get(socketKey(pair)) ?? null;
      if (time === null) this.#tell("does not list every connection with its time");
      answer(time);
    }
  }

  async #times(pairs: readonly SocketPair[]): Promise<Map<string, KernelTime>> {
    const times = new Map<string, KernelTime>();
    try {
      for (const line of (await this.#run(pairs)).split("\n")) {
        const found = parseSocketLine(line);
        if (found !== null) times.set(found.key, found.time);
      }
    } catch (error) {
      this.#tell(this.#reasonOf(error));
    }
    return times;
  }

  /** Lists the connections with the same peers. */
  #run(pairs: readonly SocketPair[]): Promise<string> {
    const peers = new Set(pairs.map(peerText));
    const filter = [...peers].flatMap((peer, index) => [...(index > 0 ? ["or"] : []), "dst", peer]);
    const options = { timeout: LOOK_TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES };
    return new Promise((resolve, reject) => {
      execFile(this.#command, ["-tinHO", ...filter], options, (error, output, complaint) => {
        if (error === null) resolve(output);
        else reject(complaint.trim() === "" ? error : Object.assign(error, { complaint }));
      });
    });
  }

  #reasonOf(error: unknown): string {
    const { code, killed, complaint } = error as {
      code?: unknown;
      killed?: boolean;
      complaint?: string;
    };
    if (killed === true) return `did not answer within ${LOOK_TIMEOUT_MS} ms`;
    // It is missing or too old, and that does not change while the process runs.
    this.#isUseless = true;
    for (const { answer } of this.#waiting.splice(0)) answer(null);
    if (code === "ENOENT") return "is not installed (package iproute2)";
    return `cannot tell it: ${complaint?.trim().split("\n")[0] ?? describeError(error)}`;
  }

  #tell(reason: string): void {
    if (this.#hasTold) return;
    this.#hasTold = true;
    this.#onTrouble(`${this.#command}, which reads the kernel's clock, ${reason}`);
  }
}

function peerText({ remoteAddress, remotePort }: SocketPair): string {
  const address = remoteAddress.replace(/%.*$/, "");
  return isIPv6(address) ? `[${address}]:${remotePort}` : `${address}:${remotePort}`;
}
