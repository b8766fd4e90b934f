import type { Service } from "../../../controller/contract/estate.ts";
import type { Vantage } from "../../../probe/contract/vantage.ts";
import type { Stop } from "../places/rtt-between.ts";

/** A vantage with everything that its packets need. */
export interface WorldVantage extends Stop {
  readonly vantage: Vantage;
  /** Address that its probe binds to: who the client is in this world. */
  readonly sourceAddress: string;
  /** Block sent as EDNS Client Subnet, from the range reserved for benchmarks (RFC 2544). */
  readonly clientSubnet: string;
  /** ISO 3166 codes, for geolocation; undefined where nobody knows. */
  readonly country: string | undefined;
  readonly subdivision: string | undefined;
}

/** An endpoint with the addresses that it is reached at. */
export interface WorldEndpoint extends Stop {
  readonly id: string;
  readonly label: string;
  readonly place: string;
  /** Region whose latency slot it takes: its own, or its Local Zone's parent. */
  readonly slotRegion: string;
  readonly serverTimeMs: number;
  /** Where clients reach it. */
  readonly address: string;
  /** Where the server itself listens, behind the wide area. */
  readonly backstageAddress: string;
}

/** A point of presence; each is also taken to hold the name servers. */
export interface Edge extends Stop {
  readonly city: string;
}

export interface Pair {
  readonly vantage: string;
  readonly endpoint: string;
  readonly rttMs?: number | undefined;
  readonly jitterMs?: number | undefined;
  readonly lossRatio?: number | undefined;
}

/** A world with every place looked up and every address given out. */
export interface World {
  readonly name: string;
  readonly note: string;
  readonly seed: number;
  /** Block that holds every address of the world. */
  readonly block: string;
  readonly dnsAddress: string;
  /** Where the AWS APIs are. */
  readonly apiAddress: string;
  /** Where the lab is told what shall fail. */
  readonly controlAddress: string;
  /** First three numbers of the addresses that health checkers call from. */
  readonly checkerNetwork: string;
  /** The accelerator's static addresses; every edge answers on both. */
  readonly acceleratorAddresses: readonly [string, string];
  readonly jitterMs: number;
  readonly jitterRatio: number;
  readonly lossRatio: number;
  /** How many times as fast health checks, propagation and TTLs go. */
  readonly clockFactor: number;
  readonly pairs: readonly Pair[];
  readonly edges: readonly Edge[];
  readonly vantages: readonly WorldVantage[];
  readonly endpoints: readonly WorldEndpoint[];
  readonly domain: string;
  readonly ttlS: number;
  /** Where Route 53's latency table differs from what is true. */
  readonly beliefs: readonly { vantage: string; endpoint: string; rttMs: number }[];
  readonly backboneFactor: number;
  readonly acceleratorLossRatio: number;
  readonly service: Pick<
    Service,
    "id" | "label" | "clientGroups" | "objectives" | "constraints" | "incumbent" | "cadence"
  >;
}
