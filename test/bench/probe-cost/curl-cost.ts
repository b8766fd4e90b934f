import { execFileSync } from "node:child_process";

const REQUESTS = 2_000;

/**
 * CPU-microseconds that one curl process takes per request on one kept connection, one after the other,
 * as counted by the shell; null where there is no curl.
 */
export function curlCpuUs(url: string): number | null {
  const script = `TIMEFORMAT='%U %S'; { time curl -s -o /dev/null "$0?[1-${REQUESTS}]"; } 2>&1`;
  try {
    const [user = "", system = ""] = execFileSync("bash", ["-c", script, url], {
      encoding: "utf8",
    })
      .trim()
      .split(" ");
    const cpuS = Number(user) + Number(system);
    return Number.isFinite(cpuS) ? (cpuS * 1_000_000) / REQUESTS : null;
  } catch {
    return null;
  }
}
