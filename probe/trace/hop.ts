/** One router on a path, or the target at its end; times in microseconds. */
export interface Hop {
  /** Distance in hops, from 1 on. */
  hop: number;
  /** Who answered; several where routers share the load, none where nobody did. */
  addresses: readonly string[];
  sent: number;
  lossRatio: number;
  lastUs: number | null;
  avgUs: number | null;
  bestUs: number | null;
  worstUs: number | null;
  /** Of the sample (n − 1), as mtr has it. */
  stDevUs: number | null;
  /** What a router said instead of passing packets on, as traceroute writes it, such as `!N`. */
  refusal: string | null;
}

/** What a tool sends towards the target. */
export type TraceProtocol = "icmp" | "udp" | "tcp";

/** What is to be traced. */
export interface TracePlan {
  /** Literal address; nothing else of what a user typed reaches the tool. */
  address: string;
  /** Null for what the tool does by itself: mtr sends ICMP, traceroute UDP to high ports. */
  protocol: TraceProtocol | null;
  /** Target port; null for protocols without one, or where the tool chooses. */
  port: number | null;
  /** Packets per hop. */
  count: number;
  sourceAddress: string | null;
}
