import type { SecureContext } from "node:tls";
import type { Command } from "commander";
import { createColors } from "picocolors";
import { describeError } from "../log.ts";
import { raisePriority } from "../privilege/thread-priority.ts";
import { readCaFile, trustAlso } from "../trust.ts";
import { explainError } from "./explain-error.ts";
import { MEASURE_HELP } from "./measure-help.ts";
import { type MeasureFlags, parseMeasureOptions } from "./measure-options.ts";
import { JSON_OUTPUT, textOutput } from "./measure-output.ts";
import { withProtocol } from "./measure-protocol.ts";
import { exitCodeOf, MeasureSummarizer } from "./measure-summary.ts";
import { parseMeasureTarget } from "./measure-target.ts";
import { runMeasurement } from "./run-measurement.ts";
import { UsageError } from "./usage-error.ts";

const EXIT_USAGE = 64;
const EXIT_INTERRUPTED = 130;

/**
 * Adds `measure TARGET`: times a target from here, at once, in open loop, and sums up. The process ends
 * with the exit code of the result.
 */
export function addMeasureCommand(program: Command): void {
  program
    .command("measure")
    .description(
      "time a target from here: http(s)://…, tcp://host:port, tls://…, udp://…, icmp://host or dns://resolver/name",
    )
    .argument("<target>", "address to measure")
    .option("-c, --count <n>", "attempts; 0 goes on until Ctrl-C", "10")
    .option("-i, --interval <time>", "time between attempts, 5ms or more", "1s")
    .option("--timeout <time>", "an attempt without an answer after this is lost", "2s")
    .option("--metric <name>", "what to time, see below")
    .option("-4, --ipv4", "measure an IPv4 address of the name, or fail")
    .option("-6, --ipv6", "measure an IPv6 address of the name, or fail")
    .option(
      "--http2",
      "speak HTTP/2 (echo_rtt, ttfb_new): ALPN h2 over TLS, prior knowledge over http://",
    )
    .option("--type <type>", "what dns:// asks for, A or AAAA (default: A)")
    .option("--client-subnet <cidr>", "dns:// asks on behalf of these addresses (EDNS, RFC 7871)")
    .option("--source <address>", "local address to measure from")
    .option("--served-by <header>", "response header in which the server names itself")
    .option("--ca <file>", "trust the certificates (PEM) of this file besides Node's")
    .option(
      "--clock <whose>",
      "user, or kernel: time connecting by the kernel's stamps (needs ss of iproute2)",
    )
    .option("--json", "one JSON object per line, the summary last")
    .addHelpText("after", MEASURE_HELP)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE))
    .action(async (target: string, flags: MeasureFlags) => {
      const exitCode = await measure(target, flags);
      // An interrupted attempt would keep the process until its time-out.
      process.stdout.write("", () => process.exit(exitCode));
    });
}

async function measure(text: string, flags: MeasureFlags): Promise<number> {
  try {
    const parsed = parseMeasureTarget(text);
    const options = parseMeasureOptions(flags, parsed.kind);
    const target = withProtocol(parsed.target, options);
    const trust = await readTrust(flags.ca);
    const output = flags.json ? JSON_OUTPUT : textOutput(text, createColors(usesColour()));
    // fping takes its times itself, as a usual process.
    const priority = options.metric === "icmp_rtt" ? "usual" : raisePriority();
    const summarizer = new MeasureSummarizer(priority);
    const stop = new AbortController();
    const interrupt = () => stop.abort();
    process.once("SIGINT", interrupt);
    const report = await runMeasurement(
      target,
      { ...options, trust },
      {
        onSample(sample) {
          summarizer.add(sample);
          print(output.sample(sample));
        },
        onSkipped: (slots) => summarizer.countSkipped(slots),
        onNote: (note) => process.stderr.write(`note: ${note}\n`),
      },
      stop.signal,
    );
    process.removeListener("SIGINT", interrupt);
    const summary = summarizer.summary(report);
    print(output.summary(summary));
    return stop.signal.aborted ? EXIT_INTERRUPTED : exitCodeOf(summary);
  } catch (error) {
    return explainError(error, flags.json === true);
  }
}

/** @throws UsageError for a file that is missing or holds no certificate */
async function readTrust(path: string | undefined): Promise<SecureContext | null> {
  if (path === undefined) return null;
  try {
    return trustAlso(await readCaFile(path));
  } catch (error) {
    throw new UsageError(
      `--ca: ${describeError(error)}`,
      "use a file with the certificates of the authorities to trust, in PEM form",
    );
  }
}

/** NO_COLOR set to anything turns colour off (no-color.org); so does output that is no terminal. */
function usesColour(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR ? true : process.stdout.isTTY === true && TERM !== "dumb";
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
