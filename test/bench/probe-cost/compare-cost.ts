import { parseArgs } from "node:util";
import Table from "cli-table3";
import { startReflector } from "../../../probe/reflect/reflector.ts";
import type { RunPlan } from "../../accuracy/messages.ts";
import { runChild, startRig } from "../../accuracy/rig.ts";
import type { Cost, CostPlan } from "./cost-process.ts";
import { curlCpuUs } from "./curl-cost.ts";
import { startDnsResponder } from "./dns-responder.ts";
import { measureFootprint } from "./footprint.ts";

const METRICS = ["echo_rtt", "ttfb_new", "connect", "udp_rtt", "dns"] as const;
/** More than any rate that is tried. */
const REFLECTED_PER_S = 100_000;
const SECONDS = 4;
/** Each target is tried this often, as many of them as make up the rate. */
const PER_TARGET_PER_S = 100;
const MB = 1_048_576;

/** CPU and memory of probing, printed as a table, or as JSON with `--json`. */
export async function compareCost(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      rates: { type: "string", default: "100,1000,5000" },
    },
  });
  const rig = await startRig();
  try {
    const resolverPort = await startDnsResponder();
    const address = "127.0.0.1";
    const reflector = await startReflector({ address, port: 0, packetsPerSecond: REFLECTED_PER_S });
    const portOf = (metric: RunPlan["metric"]) =>
      metric === "udp_rtt" ? reflector.port : rig.port;
    const costs = [];
    for (const ratePerS of values.rates.split(",").map(Number)) {
      for (const metric of METRICS) {
        const run = planOf(metric, ratePerS, portOf(metric), resolverPort);
        costs.push({ what: metric, ratePerS, ...(await costOf({ how: "probe", run })) });
      }
      const run = planOf("echo_rtt", ratePerS, rig.port, resolverPort);
      costs.push({ what: "undici request", ratePerS, ...(await costOf({ how: "undici", run })) });
    }
    await reflector.close();
    const curlUs = curlCpuUs(`http://127.0.0.1:${rig.port}/hold/0`);
    const footprint = await measureFootprint(rig.port);
    if (values.json) {
      process.stdout.write(`${JSON.stringify({ costs, curlUs, footprint }, null, 2)}\n`);
      return;
    }
    const table = new Table({
      head: ["what", "rate/s", "answers/s", "CPU-µs each", "RSS MB"],
      style: { head: [], border: [] },
    });
    for (const { what, ratePerS, answers, cpuUs, rssBytes } of costs) {
      const each = answers === 0 ? "–" : (cpuUs / answers).toFixed(0);
      table.push([what, ratePerS, (answers / SECONDS).toFixed(0), each, megabytes(rssBytes)]);
    }
    table.push(["curl, one connection", "flat out", "", curlUs?.toFixed(0) ?? "not here", ""]);
    const { rssBytes, coreRatio, startMs } = footprint;
    const host = `100 targets at 1/s: ${megabytes(rssBytes)} MB RSS (budget 80), ${(coreRatio * 100).toFixed(1)} % of a core (10); starts in ${startMs.toFixed(0)} ms (300)`;
    process.stdout.write(`${table.toString()}\n${host}\n`);
  } finally {
    rig.close();
  }
}

function planOf(
  metric: RunPlan["metric"],
  ratePerS: number,
  port: number,
  resolverPort: number,
): RunPlan {
  const targets = Math.max(1, Math.round(ratePerS / PER_TARGET_PER_S));
  return {
    port,
    metric,
    resolverPort,
    paths: Array.from({ length: targets }, () => "/hold/5"),
    ratePerS,
    seconds: SECONDS,
    timeoutMs: 1_000,
    busy: "none",
    clockStepMs: 0,
  };
}

function costOf(plan: CostPlan): Promise<Cost> {
  return runChild<Cost>(["cost", JSON.stringify(plan)]);
}

function megabytes(bytes: number): string {
  return (bytes / MB).toFixed(0);
}
