import { parseArgs } from "node:util";
import Table from "cli-table3";
import type { RunPlan } from "../../accuracy/messages.ts";
import { runChild, startRig, type TruthRig } from "../../accuracy/rig.ts";
import type { Figure } from "../report/figure.ts";
import { keepFigures, REPORT_OPTIONS } from "../report/report-figures.ts";
import type { Cost, CostPlan } from "./cost-process.ts";
import { type Footprint, measureFootprint } from "./footprint.ts";
import { type ToolCost, toolCosts } from "./tool-cost.ts";

const SECONDS = 4;
/** Each target is tried this often, as many of them as make up the rate. */
const PER_TARGET_PER_S = 100;
const MB = 1_048_576;

/** Holds glibc to returning what was large: by itself it stops to do so after the first few (mallopt(3)). */
const FRUGAL = { MALLOC_MMAP_THRESHOLD_: "65536" };

type Subject = Pick<RunPlan, "metric" | "httpVersion"> & {
  what: string;
  how: CostPlan["how"];
  port: keyof TruthRig["ports"];
};

/** What is weighed: everything the probe times by itself, and the plain client next to it. */
const SUBJECTS: readonly Subject[] = [
  { what: "echo_rtt", how: "probe", metric: "echo_rtt", port: "port" },
  {
    what: "echo_rtt, HTTP/2",
    how: "probe",
    metric: "echo_rtt",
    httpVersion: "2",
    port: "http2Port",
  },
  { what: "undici request", how: "undici", metric: "echo_rtt", port: "port" },
  { what: "ttfb_new", how: "probe", metric: "ttfb_new", port: "port" },
  { what: "connect", how: "probe", metric: "connect", port: "port" },
  { what: "tls", how: "probe", metric: "tls", port: "tlsPort" },
  { what: "dns", how: "probe", metric: "dns", port: "dnsPort" },
  { what: "udp_rtt", how: "probe", metric: "udp_rtt", port: "udpPort" },
];

type ProbingCost = Cost & { what: string; ratePerS: number };

/** CPU and memory of probing, printed as a table, or as JSON with `--json`. */
export async function compareCost(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      ...REPORT_OPTIONS,
      rates: { type: "string", default: "100,1000,5000" },
      only: { type: "string", default: SUBJECTS.map(({ what }) => what).join(";") },
    },
  });
  const rig = await startRig();
  try {
    const wanted = values.only.split(";");
    const costs: ProbingCost[] = [];
    for (const subject of SUBJECTS.filter(({ what }) => wanted.includes(what))) {
      for (const ratePerS of values.rates.split(",").map(Number)) {
        costs.push(await weigh(rig, subject, ratePerS));
      }
    }
    const tools = toolCosts(rig.ports.port);
    const footprint = await measureFootprint(rig.ports.port);
    const frugal = await measureFootprint(rig.ports.port, FRUGAL);
    const text = values.json
      ? JSON.stringify({ costs, tools, footprint, frugal }, null, 2)
      : formatCosts(costs, tools, footprint, frugal);
    process.stdout.write(`${text}\n`);
    await keepFigures(budgetsOf(costs, footprint), values);
  } finally {
    rig.close();
  }
}

async function weigh(rig: TruthRig, subject: Subject, ratePerS: number): Promise<ProbingCost> {
  const { what, how, port, ...plan } = subject;
  const targets = Math.max(1, Math.round(ratePerS / PER_TARGET_PER_S));
  const run: RunPlan = {
    ...plan,
    port: rig.ports[port],
    paths: Array.from({ length: targets }, () => "/hold/5"),
    ratePerS,
    seconds: SECONDS,
    timeoutMs: 1_000,
    busy: "none",
    clockStepMs: 0,
  };
  const cost = await runChild<Cost>(["cost", JSON.stringify({ how, run } satisfies CostPlan)]);
  return { what, ratePerS, ...cost };
}

/** What has a budget. */
function budgetsOf(costs: readonly ProbingCost[], footprint: Footprint): Figure[] {
  const http = costs.filter(({ what, ratePerS }) => what === "echo_rtt" && ratePerS === 1_000);
  const { rssBytes, coreRatio, startMs } = footprint;
  return [
    ...http.map(({ cpuUs, answers }) => ({
      what: "an HTTP probe at 1,000/s",
      ...{ figure: cpuUs / answers, unit: "CPU-µs", budget: 200 },
    })),
    { what: "probe, 100 targets at 1/s", figure: rssBytes / MB, unit: "MB RSS", budget: 80 },
    { what: "the same", figure: coreRatio * 100, unit: "% of a core", budget: 10 },
    { what: "start of the probe program", figure: startMs, unit: "ms", budget: 300 },
  ];
}

function formatCosts(
  costs: readonly ProbingCost[],
  tools: readonly ToolCost[],
  { rssBytes: hostBytes, coreRatio, startMs }: Footprint,
  frugal: Footprint,
): string {
  const table = new Table({
    head: ["what", "rate/s", "answers/s", "CPU-µs each", "RSS MB"],
    style: { head: [], border: [] },
  });
  for (const { what, ratePerS, answers, cpuUs, rssBytes } of costs) {
    const each = answers === 0 ? "–" : (cpuUs / answers).toFixed(0);
    table.push([what, ratePerS, (answers / SECONDS).toFixed(0), each, megabytes(rssBytes)]);
  }
  for (const { what, rate, cpuUs } of tools) {
    table.push([what, rate, "", cpuUs?.toFixed(0) ?? "not here", ""]);
  }
  const host = `100 targets at 1/s: ${megabytes(hostBytes)} MB RSS (budget 80), ${megabytes(frugal.rssBytes)} with ${Object.entries(FRUGAL).flat().join("=")}, ${(coreRatio * 100).toFixed(1)} % of a core (10); starts in ${startMs.toFixed(0)} ms (300)`;
  return `${table.toString()}\n${host}`;
}

function megabytes(bytes: number): string {
  return (bytes / MB).toFixed(0);
}
