/**
 * What is wrong with an endpoint as a whole:
 * `refuse`: nobody listens; open connections are reset (the process has died);
 * `black-hole`: packets are lost; a connection attempt gets no answer at all, open connections fall silent;
 * `hang`: connections are accepted and requests never answered, until the fault is cleared;
 * `error-page`: every answer is 503;
 * `health-page`: the health page alone is 503, users are served as ever;
 * `slow`: every answer comes `ms` later, by the wall;
 * `brown-out`: of the answers but the health page a share is 503, by chance.
 */
export type EndpointFault =
  | { readonly kind: "none" | "refuse" | "black-hole" | "hang" | "error-page" | "health-page" }
  | { readonly kind: "slow"; readonly ms: number }
  | { readonly kind: "brown-out"; readonly errorRatio: number };

/** What the network does to some clients of an endpoint only. */
export type Partition = "refuse" | "black-hole";

/** Whether a port takes connections, refuses them, or gives no answer. */
export type ListenerState = "open" | "refuse" | "black-hole";

export const NO_FAULT: EndpointFault = { kind: "none" };

/** One instant by all clocks. */
export interface FaultTime {
  /** Of the system, the same for all its processes. */
  readonly monotonicUs: number;
  /** Unix ms. */
  readonly wallMs: number;
  readonly labMs: number;
}

/** A fault set or cleared, as it truly happened. */
export interface FaultEvent {
  readonly endpointId: string;
  readonly fault:
    | EndpointFault
    | { readonly kind: Partition | "none"; readonly sources: readonly string[] };
  readonly askedAt: FaultTime;
  /** From here on nothing is as before; up to here, in a few ms, either may be met. */
  readonly inForceAt: FaultTime;
}

/** What a fault makes of a port. */
export function listenerStateOf({ kind }: EndpointFault): ListenerState {
  return kind === "refuse" || kind === "black-hole" ? kind : "open";
}
