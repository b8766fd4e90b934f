import { AttemptError } from "./attempt-error.ts";
import { hostOf, resolveTarget } from "./connect-address.ts";
import { ntpDifferenceMs } from "./ntp-time.ts";
import { oneWayDelays } from "./one-way.ts";
import { type StampExchange, StampFlow } from "./stamp-flow.ts";
import type { CreateMethod, EchoReport, Timing } from "./timing.ts";

/** Source ports in turn: routers choose among equal paths by the ports (RFC 2992). */
const FLOWS = 4;

/**
 * `udp_rtt`: one STAMP packet to a reflector and back (RFC 8762), less the time that the reflector had
 * it by its own stamps. Each attempt takes the next of four source ports.
 */
export const createUdpEcho: CreateMethod = (target, context) => {
  const url = new URL(target.url);
  const flows: (StampFlow | undefined)[] = Array.from({ length: FLOWS });
  let flowsTo = "";
  let next = 0;

  function take(address: string): StampFlow {
    if (address !== flowsTo) closeAll();
    flowsTo = address;
    next = (next + 1) % FLOWS;
    let flow = flows[next];
    if (flow === undefined || !flow.isUsable) {
      const { sourceAddress, clockErrorMs = () => null } = context;
      flow = new StampFlow({ address, port: Number(url.port), sourceAddress, clockErrorMs });
      flows[next] = flow;
    }
    return flow;
  }
  function closeAll(): void {
    for (const flow of flows) flow?.close();
    flows.fill(undefined);
  }

  return {
    async attempt(deadline) {
      if (hostOf(url) === "" || url.port === "") {
        throw new AttemptError("probe", `${target.url} names no host and port`);
      }
      const [address] = await resolveTarget(url, target.resolver, context, deadline);
      const flow = take(address);
      return timingOf(
        await deadline.run<StampExchange>((settle) => flow.exchange(settle)),
        address,
      );
    },
    report: () => reportOf(flows.filter((flow) => flow !== undefined)),
    close: closeAll,
  };
};

function timingOf(exchange: StampExchange, address: string): Timing {
  const { sentMs, receivedMs, reply } = exchange;
  const reflectorMs = ntpDifferenceMs(reply.sentNtp, reply.receivedNtp);
  if (reflectorMs < 0 || reflectorMs > receivedMs - sentMs) {
    throw new AttemptError("protocol", `the reflector says it took ${reflectorMs.toFixed(3)} ms`);
  }
  return {
    parts: [{ phase: "network", startMs: sentMs, endMs: receivedMs }],
    reflectorMs,
    servedBy: null,
    address,
    answers: [],
    oneWay: oneWayDelays(exchange),
  };
}

function reportOf(flows: readonly StampFlow[]): EchoReport {
  let late = 0;
  let lostOut: number | null = null;
  let lostBack: number | null = null;
  for (const flow of flows) {
    late += flow.late;
    const losses = flow.losses();
    if (losses === null) continue;
    lostOut = (lostOut ?? 0) + losses.out;
    lostBack = (lostBack ?? 0) + losses.back;
  }
  return { late, lostOut, lostBack };
}
