import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Outcome } from "../measure/outcome.ts";
import { parseFpingLine } from "./fping-line.ts";
import type { MeasureOptions } from "./measure-options.ts";
import type { Sample } from "./measure-summary.ts";

/** fping's exit codes from 3 on: wrong arguments, no raw socket, other trouble of its own. */
const FIRST_ERROR_CODE = 3;

/** The options that fping is given. */
export type FpingOptions = Pick<
  MeasureOptions,
  "count" | "intervalMs" | "timeoutMs" | "sourceAddress"
>;

/**
 * Measures one address by ICMP, with one fping for all packets: it may open the raw socket that this
 * process may not, and it takes the times.
 *
 * @param stop ends it early; packets that are under way are then left out
 * @throws Error where fping is not installed or cannot work, with what to do about it
 */
export async function runFping(
  address: string,
  options: FpingOptions,
  onSample: (sample: Sample) => void,
  stop: AbortSignal,
  command = "fping",
): Promise<void> {
  const { count, intervalMs, timeoutMs } = options;
  const startedMs = performance.now();
  const startedAtMs = Date.now();
  const child = spawn(command, fpingArguments(address, options), {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const seen = new Set<number>();
  let complaint = "";

  function report(seq: number, outcome: Outcome): void {
    seen.add(seq);
    onSample({ seq, atMs: Math.round(startedAtMs + (seq - 1) * intervalMs), outcome });
  }
  createInterface(child.stdout).on("line", (line) => {
    const reply = parseFpingLine(line);
    if (reply !== null) report(reply.seq, toOutcome(reply.rttUs, address, timeoutMs));
  });
  createInterface(child.stderr).on("line", (line) => {
    // Its own summary is not for us; an ICMP error or a complaint is.
    if (line.trim() !== "" && !line.includes("xmt/rcv/%loss")) complaint = line.trim();
  });
  const kill = () => child.kill("SIGINT");
  stop.addEventListener("abort", kill);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "ENOENT" ? notInstalled(error) : error),
    );
    child.once("close", resolve);
  }).finally(() => stop.removeEventListener("abort", kill));
  const isBroken = (exitCode ?? 0) >= FIRST_ERROR_CODE || !Number.isFinite(count);
  if (isBroken && !stop.aborted) {
    throw new Error(`fping cannot measure: ${complaint || `it ended with code ${exitCode}`}`);
  }
  // Of a packet that could not even be sent, fping says nothing.
  const overMs = performance.now() - startedMs - timeoutMs;
  const due = stop.aborted ? Math.min(count, Math.floor(overMs / intervalMs) + 1) : count;
  for (let seq = 1; seq <= due; seq += 1) {
    if (!seen.has(seq)) report(seq, { kind: "lost", detail: complaint || "it was not sent" });
  }
}

function fpingArguments(address: string, options: FpingOptions): string[] {
  const { count, intervalMs, timeoutMs, sourceAddress } = options;
  return [
    ...(Number.isFinite(count) ? ["-c", String(count)] : ["-l"]),
    ...["-p", String(Math.round(intervalMs))],
    ...["-t", String(Math.round(timeoutMs))],
    ...(sourceAddress === null ? [] : ["-S", sourceAddress]),
    address,
  ];
}

function toOutcome(rttUs: number | null, address: string, timeoutMs: number): Outcome {
  if (rttUs === null) return { kind: "lost", detail: `no answer within ${timeoutMs} ms` };
  const phasesUs = { network: rttUs };
  return {
    kind: "answer",
    rttUs,
    uncertaintyUs: 0,
    tainted: false,
    phasesUs,
    servedBy: null,
    address,
    answers: [],
  };
}

function notInstalled(cause: Error): Error {
  return new Error(
    "icmp:// needs fping, which is not installed: install the package fping (apt-get, dnf, apk or brew)",
    { cause },
  );
}
