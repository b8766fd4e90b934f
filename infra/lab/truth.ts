import type { Entry } from "../../probe/contract/metric.ts";
import { acceleratedEndpoints } from "./accelerator/accelerated-endpoints.ts";
import { acceleratedPath } from "./accelerator/accelerated-path.ts";
import type { EdgePlane } from "./accelerator/edge-plane.ts";
import type { Truth } from "./announcement.ts";
import { endpointByRoute53 } from "./dns/endpoint-by-route53.ts";
import type { NameSource } from "./dns/name-source.ts";
import type { Atlas } from "./places/atlas.ts";
import { directPath, type WorldPath } from "./world/direct-path.ts";
import type { World, WorldEndpoint, WorldVantage } from "./world/world.ts";

/** What chooses in the world, at the time that is asked about. */
export interface Choosers {
  readonly names: NameSource;
  readonly edges: Pick<EdgePlane, "endpointsOf">;
  /** The accelerator's port. */
  readonly httpPort: number;
}

/**
 * The true medians of every path of the world: what a perfect probe would find. Of the accelerator's own
 * choice there is none where chance leads a vantage now here, now there.
 */
export function truthOf(world: World, atlas: Atlas, choosers: Choosers): Truth[] {
  return world.vantages.flatMap((vantage) => truthOfVantage(world, atlas, choosers, vantage));
}

function truthOfVantage(
  world: World,
  atlas: Atlas,
  { names, edges, httpPort }: Choosers,
  vantage: WorldVantage,
): Truth[] {
  const row = (entry: Entry, chosen: WorldEndpoint, endpoint: string | null): Truth => {
    const path = (entry === "accelerator" ? acceleratedPath : directPath)(
      world,
      atlas,
      vantage,
      chosen,
    );
    return { vantage: vantage.vantage.id, entry, endpoint, servedBy: chosen.id, ...times(path) };
  };
  const each = (entry: Entry, endpoints: readonly WorldEndpoint[]) =>
    endpoints.map((endpoint) => row(entry, endpoint, endpoint.id));
  const [led, ...others] = edges.endpointsOf(vantage.sourceAddress, {
    address: world.acceleratorAddresses[0],
    port: httpPort,
  });
  return [
    ...each("direct", world.endpoints),
    row("dns", endpointByRoute53(world, atlas, names, vantage), null),
    ...each("dns", world.endpoints),
    ...(led === undefined || others.length > 0 ? [] : [row("accelerator", led, null)]),
    ...each("accelerator", acceleratedEndpoints(world)),
  ];
}

function times({ delay, basis }: WorldPath): Pick<Truth, "echoRttUs" | "ttfbNewUs" | "basis"> {
  const echoRttUs = delay.rttUs + delay.serverTimeUs;
  return { echoRttUs, ttfbNewUs: delay.handshakeUs + echoRttUs, basis };
}
