import { once } from "node:events";
import { homedir } from "node:os";
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** Everything that commands touch outside of themselves. */
export type CliWorld = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The words after the program's name; read before they are parsed, for errors of parsing. */
  readonly words: readonly string[];
  /** Of standard output; null where it is no terminal. */
  readonly terminalColumns: number | null;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** The answer. */
  print(text: string): void;
  /** Progress, links, hints and errors. */
  say(text: string): void;
  /**
   * What is going on, in a line that the next one takes the place of; an empty one takes it away. Shown on a
   * terminal only.
   */
  redraw(text: string): void;
  /** What the person at the terminal answers; null where there is none. */
  ask(question: string): Promise<string | null>;
  end(status: number): void;
};

/** The world of this process. */
export function processWorld(): CliWorld {
  return {
    env: process.env,
    home: homedir(),
    words: process.argv.slice(2),
    terminalColumns: process.stdout.isTTY ? process.stdout.columns : null,
    fetch: (...request) => fetch(...request),
    now: () => Date.now(),
    sleep: async (ms) => {
      await sleep(ms);
    },
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    redraw: (text) => {
      // Back to the beginning of the line, and clear it to its end (ECMA-48, EL).
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
    },
    ask: async (question) => {
      if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      terminal.once("SIGINT", () => terminal.close());
      // Who ends the input instead of answering has answered nothing.
      const ended = once(terminal, "close").then(() => "");
      const answer = await Promise.race([terminal.question(question), ended]);
      terminal.close();
      return answer;
    },
    end: (status) => {
      process.exitCode = status;
    },
  };
}
