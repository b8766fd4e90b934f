import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { PlacementPolicy, SiteKind } from "../../contract/placement.ts";

/** What a vantage measured straight to an endpoint, of any service, by where that stands. */
export interface StraightTime {
  readonly vantage: string;
  /** Id of the endpoint, where it is one of the service itself; null for those of others. */
  readonly endpoint: string | null;
  readonly place: string;
  /** Median of `echo_rtt`, in microseconds. */
  readonly us: number;
}

/** Everything that advice on further sites stands on. */
export interface PlacementInput {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly service: Service;
  readonly vantages: readonly PlacedVantage[];
  readonly times: readonly StraightTime[];
  readonly asked: {
    readonly add: number;
    readonly kinds: readonly SiteKind[];
    readonly policy: PlacementPolicy;
  };
}

/** Somewhere that users may be led to: an endpoint of today, or a site. */
export interface Target {
  /** Of the endpoint; of a site its place. */
  readonly id: string;
  /** Whether it is an endpoint of today. */
  readonly isEndpoint: boolean;
  readonly place: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
}
