import { setTimeout as delay } from "node:timers/promises";
import { LocalProblem } from "../local-problem.ts";
import type { BoundedLog } from "../process/bounded-log.ts";
import { type GuardedCommand, spawnGuarded } from "../process/guard.ts";
import { keepLastLines } from "../process/last-lines.ts";

export interface ServerProcess {
  /** The server's own process, not its guard's. */
  pid: number;
  /** Ends the server and waits; safe to call twice and after a crash. */
  close(): Promise<void>;
  /** Ends everything at once, without saving. */
  kill(): void;
}

export interface ServerProcessOptions {
  guarded: GuardedCommand;
  log: BoundedLog;
  /** A first start may load a large append-only file, or pull a container image. */
  readyTimeoutMs: number;
  /** Called once when the server ends without having been asked to. */
  onExit: (message: string) => void;
}

const CLOSE_TIMEOUT_MS = 12_000;
const LINES_SHOWN = 3;

/**
 * Starts a Redis server under a guard and waits for its "ready to accept connections".
 *
 * @throws LocalProblem with the server's last lines when it ends, or is not ready in time.
 */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const { log } = options;
  const guard = spawnGuarded(options.guarded);
  const lastLines = keepLastLines(LINES_SHOWN);
  let pid = 0;
  let closing = false;
  let ready = false;
  // A guard that is already gone answers a write or an end with EPIPE; its exit says all there is.
  guard.stdin?.on("error", () => undefined);
  const ended = new Promise<string>((resolve) => {
    guard.once("error", (error) => resolve(error.message));
    guard.once("close", (code, signal) => {
      resolve(lastLines.lines().join(" | ") || `exit status ${code ?? signal}`);
    });
  });
  const becameReady = new Promise<void>((resolve) => {
    const onLine = (line: string) => {
      if (pid === 0 && /^\d+$/.test(line)) pid = Number(line);
      else if (/ready to accept/i.test(line)) resolve();
    };
    for (const stream of [guard.stdout, guard.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        log.write(text);
        lastLines.take(text, onLine);
      });
    }
  });
  const kill = () => killGroup(guard.pid);
  const close = async () => {
    closing = true;
    guard.stdin?.end();
    const timer = setTimeout(kill, CLOSE_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  };
  void ended.then((reason) => {
    if (ready && !closing) options.onExit(`Redis ended by itself: ${reason}`);
  });

  const waiting = new AbortController();
  const outcome = await Promise.race([
    becameReady.then(() => ({ kind: "ready" as const })),
    ended.then((reason) => ({ kind: "ended" as const, reason })),
    delay(options.readyTimeoutMs, { kind: "late" as const }, { signal: waiting.signal }),
  ]);
  waiting.abort();
  switch (outcome.kind) {
    case "ready":
      ready = true;
      return { pid, close, kill };
    case "ended":
      throw new LocalProblem(`Redis did not start: ${outcome.reason}`, `Its log is ${log.path}.`);
    case "late":
      closing = true;
      kill();
      throw new LocalProblem(
        `Redis was not ready after ${options.readyTimeoutMs / 1000} s.`,
        `Its log is ${log.path}.`,
      );
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}
