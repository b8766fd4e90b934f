import { spawnSync } from "node:child_process";

const REQUESTS = 2_000;

/** A tool that measures too, and a run of it that tries `REQUESTS` times. */
interface Tool {
  what: string;
  rate: string;
  script: string;
}

/** What another tool takes for one attempt; null where it is not installed or not permitted. */
export interface ToolCost {
  what: string;
  rate: string;
  cpuUs: number | null;
}

/** CPU-microseconds per attempt of the tools people know, as counted by the shell. */
export function toolCosts(httpPort: number): ToolCost[] {
  const url = `http://127.0.0.1:${httpPort}/hold/0?[1-${REQUESTS}]`;
  const tools: Tool[] = [
    { what: "curl, one connection", rate: "flat out", script: `curl -s -o /dev/null "${url}"` },
    {
      what: "curl, new connections",
      rate: "flat out",
      script: `curl -s -o /dev/null -H "Connection: close" "${url}"`,
    },
    // A packet per millisecond needs root.
    { what: "fping", rate: "1000", script: `fping -q -C ${REQUESTS} -p 1 -i 1 127.0.0.1 >&2` },
  ];
  return tools.map(({ what, rate, script }) => ({ what, rate, cpuUs: cpuUsEach(script) }));
}

function cpuUsEach(script: string): number | null {
  const timed = `TIMEFORMAT='%U %S'; time { ${script} 2>/dev/null; }`;
  const { status, stderr } = spawnSync("bash", ["-c", timed], { encoding: "utf8" });
  if (status !== 0) return null;
  const cpuS = (stderr ?? "")
    .trim()
    .split(" ")
    .reduce((sum, part) => sum + Number(part), 0);
  return Number.isFinite(cpuS) ? (cpuS * 1_000_000) / REQUESTS : null;
}
