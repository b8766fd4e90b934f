import type { RunPlan, TruthSample } from "./messages.ts";
import { hasFping } from "./ping-run.ts";
import { startHogs, type TruthRig } from "./rig.ts";
import { HELD_MS, SCENARIOS, type ScenarioName, TIMEOUT_MS } from "./rtt-cells.ts";
import { type Score, scoreRun } from "./score.ts";

const RATE_PER_S = 40;
const SECONDS = 5;

/** What is measured, by its name in the table, at which of the server's ports and paths. */
const PROTOCOLS = {
  ttfb_new: { metric: "ttfb_new", port: "port", paths: HELD_MS.map((ms) => `/hold/${ms}`) },
  "ttfb_new, https": {
    metric: "ttfb_new",
    isSecure: true,
    port: "httpsPort",
    paths: HELD_MS.map((ms) => `/hold/${ms}`),
  },
  "echo_rtt, HTTP/2": {
    metric: "echo_rtt",
    httpVersion: "2",
    port: "http2Port",
    paths: HELD_MS.map((ms) => `/hold/${ms}`),
  },
  connect: { metric: "connect", port: "port", paths: ["/"] },
  tls: { metric: "tls", port: "tlsPort", paths: ["/"] },
  dns: { metric: "dns", port: "dnsPort", paths: ["/"] },
  udp_rtt: { metric: "udp_rtt", port: "udpPort", paths: ["/"] },
  // fping's own: no port, and no path.
  icmp_rtt: { metric: "icmp_rtt", port: "port", paths: ["/"] },
} as const satisfies Record<
  string,
  Pick<RunPlan, "metric" | "httpVersion" | "isSecure" | "paths"> & { port: keyof TruthRig["ports"] }
>;

export type ProtocolName = keyof typeof PROTOCOLS;

/** @throws RangeError for a name that is no row of the table */
export function protocolNames(list: string | undefined): readonly ProtocolName[] {
  const known = Object.keys(PROTOCOLS) as ProtocolName[];
  if (list === undefined) return known;
  return list.split(";").map((name) => {
    const found = known.find((each) => each === name.trim());
    if (found !== undefined) return found;
    throw new RangeError(`--protocols: ${name} is not one of ${known.join("; ")}`);
  });
}

/** One figure of the table of protocols. */
export interface ProtocolCell extends Score {
  what: ProtocolName;
  scenario: ScenarioName;
  /** Why nothing was measured; absent where something was. */
  absence?: string;
}

/** Measures protocols, all but the warm echo of HTTP/1.1, under one scenario. */
export async function measureProtocols(
  rig: TruthRig,
  scenario: ScenarioName,
  scale: number,
  priority: RunPlan["priority"],
  names: readonly ProtocolName[],
): Promise<ProtocolCell[]> {
  const { busy, hogs, clockStepMs } = SCENARIOS[scenario];
  const stopHogs = startHogs(hogs);
  try {
    const cells: ProtocolCell[] = [];
    for (const what of names) {
      const { port, ...plan } = PROTOCOLS[what];
      if (plan.metric === "icmp_rtt" && !hasFping()) {
        const nothing = scoreRun({ samples: [], skipped: 0 });
        cells.push({ what, scenario, ...nothing, absence: "no fping here" });
        continue;
      }
      const { samples, skipped } = await rig.run(
        {
          ...plan,
          ratePerS: RATE_PER_S,
          seconds: SECONDS * scale,
          timeoutMs: TIMEOUT_MS,
          busy,
          clockStepMs,
          priority,
        },
        rig.ports[port],
      );
      const known = what === "tls" ? joinHeld(samples, await rig.handshakes()) : samples;
      cells.push({ what, scenario, ...scoreRun({ samples: known, skipped }, isHandshake(what)) });
    }
    return cells;
  } finally {
    stopHogs();
  }
}

/** Whether the time has the arithmetic of a TLS handshake in it, which is no error of the probe's. */
function isHandshake(what: ProtocolName): boolean {
  return what === "tls" || what === "ttfb_new, https";
}

/**
 * Puts to each handshake what the server noted of it: the first connection that it accepted after the
 * attempt began. A connection takes less than the time from one attempt to the next.
 */
function joinHeld(
  samples: readonly TruthSample[],
  notes: readonly (readonly [number, number])[],
): TruthSample[] {
  const ordered = [...samples].sort((left, right) => left.startedUs - right.startedUs);
  let next = 0;
  return ordered.map((sample) => {
    while ((notes[next]?.[0] ?? Number.POSITIVE_INFINITY) < sample.startedUs) next += 1;
    const heldUs = sample.outcome === "answer" ? (notes[next] ?? null) : null;
    next += 1;
    return { ...sample, heldUs };
  });
}
