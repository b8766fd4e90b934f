import { nameOfAddress } from "../../../probe/contract/address-name.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { PolicyName } from "../../contract/aws/routing-policy.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import { EMPTY_DESIGN } from "../routing/empty-design.ts";
import type { EndpointBook } from "../routing/endpoint-book.ts";
import { isAddress } from "../routing/is-address.ts";
import type { Door } from "../routing/predict-served.ts";
import { type RoutingWorld, routingWorld } from "../routing/routing-world.ts";

/** The records that answers are about, with what is known of the world around them. */
export interface KnownRecords {
  readonly design: RoutingDesign;
  /** Ids of health checks that find down what they look at. */
  readonly downChecks: ReadonlySet<string>;
  /** Load balancers and endpoints of accelerators that AWS found down; see `Assumed`. */
  readonly downResources?: ReadonlySet<string>;
  /** When they were read; null for those that somebody wrote. */
  readonly readAtMs: number | null;
}

/** What everything that is said of one name has in common. */
export interface AnswerContext {
  readonly world: RoutingWorld;
  readonly book: EndpointBook;
  readonly door: Door;
  readonly records: KnownRecords | null;
  readonly policies: ReadonlySet<PolicyName>;
  /** Longest time that caches keep an answer, in seconds; null where no record says so. */
  readonly longestTtlS: number | null;
  /** Address by the name under which probes count it. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** @param records null where it is not known what stands in Route 53. */
export function answerContext(
  records: KnownRecords | null,
  book: EndpointBook,
  door: Door,
): AnswerContext {
  const design = canonicalDesign(records?.design ?? EMPTY_DESIGN);
  const sets = design.hostedZones.flatMap((zone) => zone.records);
  const ttls = sets.flatMap(({ ttlS }) => ttlS ?? []);
  const addresses = [
    ...[...book.keys()].filter(isAddress),
    ...design.accelerators.flatMap(({ ipSets }) => ipSets.flatMap((ips) => ips.addresses)),
  ];
  return {
    world: routingWorld(design, {
      downChecks: records?.downChecks,
      downResources: records?.downResources,
    }),
    book,
    door,
    records,
    policies: new Set(sets.map(({ routing }) => routing.policy)),
    longestTtlS: ttls.length === 0 ? null : Math.max(...ttls),
    addresses: new Map(addresses.map((address) => [nameOfAddress(address), address])),
  };
}
