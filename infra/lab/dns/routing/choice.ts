import type { KnownRecordSet } from "../../aws/route53/record-set.ts";
import type { Client } from "./client.ts";
import type { RoutingMeans } from "./means.ts";

/** The record sets of one name and type, whom they are chosen for, and which of them are healthy. */
export interface Choice {
  readonly sets: readonly KnownRecordSet[];
  readonly client: Client;
  readonly means: RoutingMeans;
  isHealthy(set: KnownRecordSet): boolean;
}
