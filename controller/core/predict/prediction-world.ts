import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { FailoverRun } from "../../contract/failover-run.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import { edgeGroupOf } from "../cost/service/edge-group-of.ts";
import type { ClientHabits } from "../failover-time/failover-time.ts";
import type { EndpointBook } from "../routing/endpoint-book.ts";
import type { LatencyTable } from "../routing/latency-table.ts";
import type { Assumed } from "../routing/routing-world.ts";
import { serviceBook } from "../routing/service-book.ts";
import { type Audience, audiencesOf } from "./audience.ts";
import { observedCatchment, rememberedDistances } from "./catchment.ts";
import type { EvidenceBook } from "./evidence-book.ts";
import type { PriceWorld } from "./price-of.ts";
import { type RunUsers, runUsers } from "./scored-runs.ts";

/** Everything besides the designs themselves that predictions stand on. */
export interface PredictionWorld {
  readonly service: Service;
  readonly vantages: readonly PlacedVantage[];
  readonly evidence: EvidenceBook;
  readonly failoverRuns: readonly FailoverRun[];
  readonly prices: PriceBook;
  /** What stands in AWS; null where not known. */
  readonly live: RoutingDesign | null;
  /** How near Regions are, as Route 53 has it; by distance without it. */
  readonly latency?: LatencyTable | undefined;
  /** What belongs to each endpoint; what its owner declares without it. */
  readonly endpoints?: EndpointBook | undefined;
  /** How clients behave where no runs tell; as published without it. */
  readonly habits?: ClientHabits | undefined;
}

/** A world made ready for questions on many designs. */
export interface ReadyWorld extends PredictionWorld {
  readonly audiences: readonly Audience[];
  readonly endpoints: EndpointBook;
  /** While nothing is down. */
  readonly assumed: Assumed;
  readonly pricing: PriceWorld;
  readonly runs: readonly RunUsers[];
}

export function readyWorld(world: PredictionWorld): ReadyWorld {
  const { service, vantages, evidence, prices, live } = world;
  const audiences = audiencesOf(service, vantages);
  const endpoints = world.endpoints ?? serviceBook(service, null);
  const byId = new Map(vantages.map((vantage) => [vantage.id, vantage]));
  const groups = audiences.map(({ group }) => group);
  return {
    ...world,
    audiences,
    endpoints,
    runs: runUsers(world.failoverRuns, groups),
    assumed: {
      latency: rememberedDistances(world.latency),
      catchment: observedCatchment(service, audiences, evidence, live),
      ends: new Set(endpoints.keys()),
    },
    pricing: {
      service,
      groups,
      edgeGroups: new Map(
        groups.map((group) => [
          group.id,
          edgeGroupOf(
            group,
            group.vantages.flatMap((id) => byId.get(id) ?? []),
          ).value,
        ]),
      ),
      prices,
    },
  };
}
