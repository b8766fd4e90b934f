import type { Hop, TracePlan, TraceProtocol } from "./hop.ts";
import { parseMtr } from "./parse-mtr.ts";
import { parseTraceroute } from "./parse-traceroute.ts";
import { runTool, type ToolEnd } from "./run-tool.ts";

/** More than this traceroute does not send to one hop. */
const MOST_QUERIES = 10;

/** A path as a tool has seen it. */
export interface TracedPath {
  tool: "mtr" | "traceroute";
  protocol: TraceProtocol;
  hops: Hop[];
  /** Whether the target itself answered. */
  reached: boolean;
}

interface Tool {
  name: TracedPath["tool"];
  /** What it sends when nothing is asked for. */
  usual: TraceProtocol;
  argumentsFor(plan: TracePlan): string[];
  parse(text: string): Hop[];
}

const TOOLS: readonly Tool[] = [
  {
    name: "mtr",
    usual: "icmp",
    argumentsFor: ({ protocol, port, count, sourceAddress, address }) => [
      ...["--report", "--json", "--no-dns", "--report-cycles", String(count)],
      ...(protocol === "tcp" || protocol === "udp" ? [`--${protocol}`] : []),
      ...(port === null ? [] : ["--port", String(port)]),
      ...(sourceAddress === null ? [] : ["--address", sourceAddress]),
      ...["--", address],
    ],
    parse: parseMtr,
  },
  {
    name: "traceroute",
    usual: "udp",
    argumentsFor: ({ protocol, port, count, sourceAddress, address }) => [
      ...["-n", "-q", String(Math.min(count, MOST_QUERIES))],
      ...(protocol === null ? [] : [TRACEROUTE_OPTION[protocol]]),
      ...(port === null ? [] : ["-p", String(port)]),
      ...(sourceAddress === null ? [] : ["-s", sourceAddress]),
      ...["--", address],
    ],
    parse: parseTraceroute,
  },
];

const TRACEROUTE_OPTION: Record<TraceProtocol, string> = { icmp: "-I", udp: "-U", tcp: "-T" };

/**
 * Finds the routers on the way to an address, by mtr or, where it is not installed or cannot work, by
 * traceroute.
 *
 * @throws Error saying what to install, or why neither tool can work
 */
export async function tracePath(plan: TracePlan, stop: AbortSignal): Promise<TracedPath> {
  const complaints: string[] = [];
  for (const tool of TOOLS) {
    const end = await runTool(tool.name, tool.argumentsFor(plan), stop);
    if (end === null) continue;
    const complaint = complaintOf(end);
    if (complaint !== null) {
      complaints.push(`${tool.name} ${complaint}`);
      continue;
    }
    const hops = tool.parse(end.stdout);
    const reached = hops.at(-1)?.addresses.includes(plan.address) ?? false;
    return { tool: tool.name, protocol: plan.protocol ?? tool.usual, hops, reached };
  }
  if (complaints.length > 0) throw new Error(`the path cannot be traced: ${complaints.join("; ")}`);
  throw new Error(
    "a path is traced by mtr or traceroute, and neither is installed: install the package mtr-tiny (apt-get), mtr (dnf, apk, brew) or traceroute",
  );
}

function complaintOf({ exitCode, complaint, stdout }: ToolEnd): string | null {
  if (exitCode === 0 && stdout.trim() !== "") return null;
  const how = exitCode === null ? "was stopped" : `ended with code ${exitCode}`;
  return complaint === "" ? how : `says: ${complaint}`;
}
