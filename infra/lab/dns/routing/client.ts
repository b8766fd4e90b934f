import type { Point } from "../../places/great-circle.ts";

/** Where a client is, as far as Route 53's tables tell. Codes of ISO 3166; continents as Route 53 has them. */
export interface ClientPlace extends Point {
  readonly country: string | undefined;
  readonly continent: string | undefined;
  /** State of the United States, or region of Ukraine. */
  readonly subdivision: string | undefined;
}

/** Whom Route 53 takes an asker for: the subnet that the resolver sent along, else the resolver. */
export interface Client {
  readonly network: { readonly address: string; readonly prefixLength: number } | undefined;
  /** Undefined for an address that no table has. */
  readonly place: ClientPlace | undefined;
  /** Latency to a Region as Route 53's own table has it, in ms. */
  rttMsTo(region: string): number | undefined;
}

/** An asker whom no table has. */
export const STRANGER: Client = {
  network: undefined,
  place: undefined,
  rttMsTo: () => undefined,
};
