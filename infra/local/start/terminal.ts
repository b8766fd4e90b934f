/** Where a start speaks to people. */
export interface Terminal {
  /** The answer: standard output. */
  print(line: string): void;
  /** Progress, hints and warnings: standard error. */
  say(line: string): void;
}

/** A terminal that was closed must not end the program before it has stopped everything. */
export function openTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    say: (line) => void process.stderr.write(`${line}\n`),
  };
}
