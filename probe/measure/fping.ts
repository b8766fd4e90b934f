import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { describeError } from "../log.ts";
import { type FpingReply, parseFpingError, parseFpingLine } from "./fping-line.ts";
import { OpenAttempts, type RunAttempt } from "./open-attempts.ts";
import type { Outcome } from "./outcome.ts";

/** Exit code of an fping that got no answer from some address; higher ones are trouble of its own. */
const SOME_SILENT = 1;
/** What a line may take from fping to here, on a machine that is short of time. */
const GRACE_MS = 1_000;
const SWEEP_MS = 1_000;

/** What one fping is to do: `count` packets to each address, `periodMs` apart. */
export interface FpingPlan {
  /** Literal addresses that have been checked; one that stands twice gets twice the packets. */
  addresses: readonly string[];
  /** Infinite until stopped. */
  count: number;
  /** Whole milliseconds; fping wants 10 or more unless root runs it. */
  periodMs: number;
  /** Between packets to two addresses, in whole milliseconds. */
  spacingMs: number;
  timeoutMs: number;
  sourceAddress: string | null;
}

/** Where the results of one fping go. */
export interface FpingEvents {
  /** A packet has ended; `startedAtMs` is when it was sent, in epoch milliseconds. */
  onEnd(attempt: RunAttempt, startedAtMs: number, outcome: Outcome): void;
  /** fping has ended, with the reason where it should not have; not told once it has been stopped. */
  onExit(problem: FpingProblem | null): void;
}

/** Why fping cannot measure. */
export class FpingProblem extends Error {
  /** There is no program of that name. */
  readonly isMissing: boolean;

  constructor(message: string, isMissing: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = "FpingProblem";
    this.isMissing = isMissing;
  }
}

/** An fping at work. */
export interface FpingRun {
  /** Ends it at once. Packets without an answer so far are left out. */
  stop(): void;
}

/**
 * Starts one fping for all addresses: it may open the raw socket that this process may not, and it takes
 * the times. Its output is a pipe to this process, so it ends by SIGPIPE at its next line when this
 * process is killed.
 */
export function startFping(plan: FpingPlan, events: FpingEvents, command = "fping"): FpingRun {
  const child = spawn(command, fpingArguments(plan), { stdio: ["ignore", "pipe", "pipe"] });
  const reader = new FpingReader(plan, events);
  createInterface({ input: child.stdout }).on("line", (line) => reader.read(line));
  createInterface({ input: child.stderr }).on("line", (line) => reader.readError(line));
  // Timers run before pipes are read: after a stall the lines may be there already.
  const sweeper = setInterval(() => setImmediate(() => reader.sweep()), SWEEP_MS);
  void ended(child).then((end) => {
    clearInterval(sweeper);
    reader.finish(end);
  });
  return {
    stop() {
      clearInterval(sweeper);
      reader.stop();
      child.kill("SIGKILL");
    },
  };
}

type End = { exitCode: number | null } | { error: NodeJS.ErrnoException };

function ended(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ error }));
    child.once("close", (exitCode) => resolve({ exitCode }));
  });
}

function fpingArguments(plan: FpingPlan): string[] {
  const { addresses, count, periodMs, spacingMs, timeoutMs, sourceAddress } = plan;
  return [
    "-D",
    ...(Number.isFinite(count) ? ["-c", String(count)] : ["-l"]),
    ...["-p", String(periodMs), "-i", String(spacingMs), "-t", String(Math.round(timeoutMs))],
    ...(sourceAddress === null ? [] : ["-S", sourceAddress]),
    ...addresses,
  ];
}

/** Turns what one fping writes into the ends of its packets, each packet once. */
class FpingReader {
  readonly #plan: FpingPlan;
  readonly #events: FpingEvents;
  readonly #open: OpenAttempts;
  readonly #startedMs = performance.now();
  readonly #startedAtMs = Date.now();
  /** ICMP errors by address that still wait for the time-out of their packet. */
  readonly #errors = new Map<string, { detail: string; atMs: number }[]>();
  #complaint = "";
  #isStopped = false;

  constructor(plan: FpingPlan, events: FpingEvents) {
    this.#plan = plan;
    this.#events = events;
    this.#open = new OpenAttempts(plan.addresses);
  }

  read(line: string): void {
    const reply = parseFpingLine(line);
    const attempt = reply === null ? null : this.#open.end(reply.address, reply.index);
    if (reply === null || attempt === null || this.#isStopped) return;
    const tookMs = reply.rttUs === null ? this.#plan.timeoutMs : reply.rttUs / 1_000;
    const startedAtMs = (reply.writtenAtMs ?? Date.now()) - tookMs;
    this.#events.onEnd(attempt, Math.round(startedAtMs), this.#outcome(reply));
  }

  readError(line: string): void {
    const error = parseFpingError(line);
    if (error === null) {
      // Its own summary is not for us, nor are duplicates; a complaint is.
      const isComplaint = !/^\s*$|xmt\/rcv\/%loss| : duplicate for \[|^ICMP /.test(line);
      if (isComplaint) this.#complaint = line.trim();
      return;
    }
    const waiting = this.#errors.get(error.address) ?? [];
    waiting.push({ detail: error.detail, atMs: performance.now() });
    this.#errors.set(error.address, waiting);
  }

  /** Of a packet that could not be sent, fping says nothing: when its time is over, that is the answer. */
  sweep(): void {
    const { timeoutMs, spacingMs, addresses } = this.#plan;
    const lastMs = (addresses.length - 1) * spacingMs + timeoutMs + GRACE_MS;
    if (!this.#isStopped) this.#endUnsent(this.#due(lastMs));
  }

  finish(end: End): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    const problem = this.#problemOf(end);
    if (problem === null) this.#endUnsent(this.#plan.count);
    else {
      const { message: detail } = problem;
      this.#endAll(Math.max(1, this.#due(0)), { kind: "failure", failure: "probe", detail });
    }
    this.#events.onExit(problem);
  }

  stop(): void {
    this.#isStopped = true;
  }

  #outcome({ address, rttUs }: FpingReply): Outcome {
    const { timeoutMs } = this.#plan;
    if (rttUs === null) {
      const error = this.#takeError(address);
      if (error !== null) return { kind: "failure", failure: "unreachable", detail: error };
      return { kind: "lost", detail: `no answer within ${timeoutMs} ms` };
    }
    return {
      kind: "answer",
      rttUs,
      // fping takes its times by itself, from the kernel's stamps.
      uncertaintyUs: 0,
      tainted: false,
      phasesUs: { network: rttUs },
      servedBy: null,
      address,
      answers: [],
    };
  }

  /** The ICMP error that a time-out was announced by; those of packets long ended are forgotten. */
  #takeError(address: string): string | null {
    const sinceMs = performance.now() - this.#plan.timeoutMs - GRACE_MS;
    const waiting = (this.#errors.get(address) ?? []).filter(({ atMs }) => atMs >= sinceMs);
    const first = waiting.shift();
    this.#errors.set(address, waiting);
    return first?.detail ?? null;
  }

  /** How many packets to an address were due `agoMs` ago or earlier. */
  #due(agoMs: number): number {
    const { count, periodMs } = this.#plan;
    const passedMs = performance.now() - this.#startedMs - agoMs;
    return Math.min(count, Math.max(0, Math.floor(passedMs / periodMs) + 1));
  }

  #endUnsent(before: number): void {
    const why = this.#complaint || "no route to it, or a local firewall";
    this.#endAll(before, {
      kind: "failure",
      failure: "unreachable",
      detail: `it could not be sent: ${why}`,
    });
  }

  #endAll(before: number, outcome: Outcome): void {
    for (const attempt of this.#open.endBefore(before)) {
      const startedAtMs = this.#startedAtMs + attempt.index * this.#plan.periodMs;
      this.#events.onEnd(attempt, Math.round(startedAtMs), outcome);
    }
  }

  #problemOf(end: End): FpingProblem | null {
    if ("error" in end) {
      return end.error.code === "ENOENT"
        ? notInstalled(end.error)
        : new FpingProblem(`fping cannot be started: ${describeError(end.error)}`, false);
    }
    const { exitCode } = end;
    const { count, periodMs } = this.#plan;
    const lastMs = (count - 2) * periodMs;
    const isWhole = performance.now() - this.#startedMs >= lastMs;
    if (exitCode !== null && exitCode <= SOME_SILENT && isWhole) return null;
    const how = exitCode === null ? "it was killed" : `it ended with code ${exitCode}`;
    return new FpingProblem(`fping cannot measure: ${this.#complaint || how}`, false);
  }
}

function notInstalled(cause: Error): FpingProblem {
  return new FpingProblem(
    "ICMP needs fping, which is not installed: install the package fping (apt-get, dnf, apk or brew)",
    true,
    { cause },
  );
}
