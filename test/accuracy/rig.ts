import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FromServer, RunPlan, RunResult, ToServer, TruthPorts } from "./messages.ts";

const program = fileURLToPath(import.meta.url);

/** The server in its own process, and what can be asked of it. */
export interface TruthRig {
  ports: TruthPorts;
  tell(message: ToServer): void;
  /** Requests left unanswered on purpose so far. */
  dropped(): Promise<number>;
  /** When each TLS handshake since the last time was held. */
  handshakes(): Promise<readonly (readonly [fromUs: number, toUs: number])[]>;
  run(plan: Omit<RunPlan, "port">, port?: number): Promise<RunResult>;
  close(): void;
}

export async function startRig(): Promise<TruthRig> {
  // The server goes before usual threads, those among them that help it to collect garbage: on a busy machine it
  // would wait for these, up to 100 ms, and what it holds then is an error of its own.
  const server = fork(program, ["serve"], { execArgv: ["--single-threaded-gc"] });
  const tell = (message: ToServer) => void server.send(message);
  const ports = await nextMessage<TruthPorts>(server);
  return {
    ports,
    tell,
    async dropped() {
      tell("count");
      return (await nextMessage<FromServer & { dropped: number }>(server)).dropped;
    },
    async handshakes() {
      tell("handshakes");
      return (await nextMessage<Extract<FromServer, { handshakes: unknown }>>(server)).handshakes;
    },
    run: (plan, port = ports.port) =>
      runChild<RunResult>(["probe", JSON.stringify({ ...plan, port })]),
    close: () => server.disconnect(),
  };
}

/** Keeps processors busy with `count` processes; returns how to end them. */
export function startHogs(count: number): () => void {
  const hogs = Array.from({ length: count }, () =>
    spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
  );
  return () => {
    for (const hog of hogs) hog.kill("SIGKILL");
  };
}

/** Runs this program in another role, and takes the one thing that it reports. */
export function runChild<Report>(args: string[]): Promise<Report> {
  return nextMessage<Report>(fork(program, args));
}

async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`a process of the suite ended early with code ${String(code)}`);
  });
  const [message] = (await Promise.race([once(child, "message"), ended])) as [Message];
  ended.catch(() => undefined);
  return message;
}
