import type { Outcome } from "../measure/outcome.ts";
import { lookupWords } from "./lookup-text.ts";
import { FEWEST_VALUES, type MeasureSummary, type Sample } from "./measure-summary.ts";
import { oneWayLines, oneWayWords } from "./one-way-text.ts";
import type { Outage } from "./outage-finder.ts";

/** How a measurement is shown: lines, without their line ends. */
export interface MeasureOutput {
  sample(sample: Sample): string[];
  summary(summary: MeasureSummary): string[];
}

const CLOCK_WORDS = {
  user: "this process's own",
  kernel: "the kernel's",
  mixed: "the kernel's where it told, else this process's own",
} as const;

const PRIORITY_WORDS: Record<MeasureSummary["priority"], string> = {
  realtime: "woken first (real time)",
  high: "woken before usual processes",
  usual: "woken as any other process",
};

/** Colours for words that carry a verdict; the identity where colour is off. */
export interface Palette {
  red(text: string): string;
  yellow(text: string): string;
  dim(text: string): string;
}

/** One JSON object per line, the summary last. */
export const JSON_OUTPUT: MeasureOutput = {
  sample: ({ seq, atMs, outcome }) => [
    JSON.stringify({ type: "sample", seq, atMs, ...flat(outcome) }),
  ],
  summary: (summary) => [JSON.stringify(summary)],
};

function flat(outcome: Outcome): Record<string, unknown> {
  if (outcome.kind === "answer") {
    const { rttUs, uncertaintyUs, tainted, clock = "user" } = outcome;
    const { phasesUs, servedBy, address, answers, lookup, oneWay } = outcome;
    const time = { ok: true, rttUs, uncertaintyUs, tainted, clock };
    const ways = oneWay === undefined ? {} : { oneWay };
    const base = { ...time, phasesUs, ...ways, error: null, servedBy, address };
    return answers.length === 0 ? base : { ...base, answers, lookup };
  }
  const error = outcome.kind === "lost" ? "lost" : outcome.failure;
  const { detail } = outcome;
  return { ok: false, rttUs: null, phasesUs: {}, tainted: false, error, detail, servedBy: null };
}

/** Lines in the manner of ping. */
export function textOutput(target: string, palette: Palette): MeasureOutput {
  return {
    sample: ({ seq, outcome }) => [`seq=${seq} ${describeOutcome(outcome, palette)}`],
    summary: (summary) => [`--- ${target} ---`, ...describeSummary(summary, palette)],
  };
}

function describeOutcome(outcome: Outcome, palette: Palette): string {
  if (outcome.kind === "lost") return palette.red(`lost: ${outcome.detail}`);
  if (outcome.kind === "failure") return palette.red(`${outcome.failure}: ${outcome.detail}`);
  const { rttUs, phasesUs, servedBy, address, lookup, tainted, uncertaintyUs, oneWay } = outcome;
  const { resolve, ...others } = phasesUs;
  const phases = Object.entries(others);
  return [
    `from ${address}: time=${formatMs(rttUs)} ms`,
    outcome.clock !== undefined && `clock=${outcome.clock}`,
    phases.length > 1 &&
      palette.dim(phases.map(([phase, us]) => `${phase}=${formatMs(us)}`).join(" ")),
    oneWay !== undefined && palette.dim(oneWayWords(oneWay)),
    phases.length > 0 &&
      resolve !== undefined &&
      palette.dim(`(before that: resolve=${formatMs(resolve)})`),
    servedBy !== null && `served_by=${servedBy}`,
    ...(lookup === undefined ? [] : lookupWords(lookup)),
    tainted && palette.yellow("tainted: this process stood still"),
    uncertaintyUs > 0 && palette.yellow(`uncertain by up to ${formatMs(uncertaintyUs)} ms`),
  ]
    .filter((part) => part !== false)
    .join(" ");
}

function describeSummary(summary: MeasureSummary, palette: Palette): string[] {
  const { sent, ok, lost, late, failed, tainted, skipped } = summary;
  const lossPercent = sent === 0 ? 0 : ((sent - ok) / sent) * 100;
  const counts = [
    `${sent} sent`,
    `${ok} answered`,
    `${lost} lost`,
    late !== undefined && late > 0 && `${late} late`,
    `${failed} failed`,
    tainted > 0 && `${tainted} tainted`,
    skipped > 0 && `${skipped} skipped`,
    `${trimZeros(lossPercent.toFixed(2))} % without answer`,
  ].filter((part) => part !== false);
  const unanswered = counts.join(", ");
  return [
    ok < sent ? palette.red(unanswered) : unanswered,
    ...describeDirections(summary),
    ...describeTimes(summary),
    ...(summary.oneWay === undefined ? [] : oneWayLines(summary.oneWay)),
    ...describeUncertainty(summary),
    ...describeClock(summary),
    ...summary.outages.map((outage) => palette.red(describeOutage(outage))),
  ];
}

function describeDirections({ lost, lostOut, lostBack }: MeasureSummary): string[] {
  if (lost === 0 || lostOut === undefined || lostBack === undefined) return [];
  if (lostOut === null || lostBack === null) {
    return ["on which way is not known: the reflector does not count what it answers"];
  }
  const unknown = Math.max(0, lost - lostOut - lostBack);
  return [`lost on the way out ${lostOut}, on the way back ${lostBack}, not known ${unknown}`];
}

function describeTimes(summary: MeasureSummary): string[] {
  const { minUs, maxUs, ok, tainted } = summary;
  if (minUs === null || maxUs === null) return ["no time was measured"];
  const names = ["p50Us", "p90Us", "p99Us"] as const;
  const known = names.filter((name) => summary[name] !== null);
  const labels = ["min", ...known.map((name) => name.slice(0, 3)), "max"];
  const values = [minUs, ...known.map((name) => summary[name] ?? 0), maxUs];
  const times = `rtt ${labels.join("/")} = ${values.map(formatMs).join("/")} ms`;
  const missing = names.find((name) => summary[name] === null);
  if (missing === undefined) return [times];
  const measured = ok - tainted;
  return [
    times,
    `${missing.slice(0, 3)} needs at least ${FEWEST_VALUES[missing]} values, there are ${measured}`,
  ];
}

function describeUncertainty({ uncertaintyP99Us }: MeasureSummary): string[] {
  if (uncertaintyP99Us === null || uncertaintyP99Us === 0) return [];
  return [
    `99 % of the answers are uncertain by ${formatMs(uncertaintyP99Us)} ms or less: this process stood still`,
  ];
}

function describeClock({ clock, priority }: MeasureSummary): string[] {
  if (clock === null) return [];
  return [`clock: ${CLOCK_WORDS[clock]}; ${PRIORITY_WORDS[priority]}`];
}

function describeOutage({ fromSeq, lengthMs, uncertaintyMs, ...outage }: Outage): string {
  const since = new Date(outage.firstFailureAtMs).toISOString();
  if (outage.firstSuccessAfterAtMs === null) {
    return `outage from seq=${fromSeq} since ${since}, still going on after ${lengthMs} ms`;
  }
  const bound = uncertaintyMs === null ? "at least " : "";
  const error = uncertaintyMs === null ? "" : ` ± ${uncertaintyMs} ms`;
  return `outage from seq=${fromSeq} since ${since}: ${bound}${lengthMs} ms${error}`;
}

function formatMs(us: number): string {
  return (us / 1_000).toFixed(us < 100_000 ? 2 : 1);
}

function trimZeros(text: string): string {
  return text.replace(/\.?0+$/, "");
}
