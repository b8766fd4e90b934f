import type { RecordSet } from "../../contract/aws/record-set.ts";

/**
 * A client as far as routing sees it. DNS policies see the resolver, or the client's subnet where the
 * resolver passes it on (RFC 7871); the accelerator sees the client itself.
 */
export interface Asker {
  /** Address block that is judged by, such as `203.0.113.0/24`. */
  readonly subnet?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  /** ISO 3166-1, two letters. */
  readonly countryCode?: string | undefined;
  readonly subdivisionCode?: string | undefined;
}

/** Nobody answers: no record is for this asker, or there is none at all. */
export interface NoAnswer {
  readonly kind: "none";
  readonly reason: string;
}

/** Something is not known that the answer depends on. */
export interface NotKnown {
  readonly kind: "unknown";
  readonly reason: string;
}

/** Record sets that answered one after the other: what users ask for first, what it leads to, … */
export type Trail = readonly RecordSet[];

/** What an asker is led to: an address (or other value of a record), or an AWS resource by its name. */
export type Answer =
  | { readonly kind: "value"; readonly value: string; readonly trail: Trail }
  | { readonly kind: "resource"; readonly dnsName: string; readonly trail: Trail }
  | NoAnswer
  | NotKnown;
