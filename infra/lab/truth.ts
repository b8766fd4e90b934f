import type { Entry } from "../../probe/contract/metric.ts";
import { acceleratedPath, edgeOf, endpointOfEdge } from "./accelerator/accelerated-path.ts";
import type { Truth } from "./announcement.ts";
import { endpointByRoute53 } from "./dns/endpoint-by-route53.ts";
import type { NameSource } from "./dns/name-source.ts";
import type { Atlas } from "./places/atlas.ts";
import { directPath, type WorldPath } from "./world/direct-path.ts";
import type { World, WorldEndpoint, WorldVantage } from "./world/world.ts";

/** The true medians of every path of the world: what a perfect probe would find. */
export function truthOf(world: World, atlas: Atlas, names: NameSource): Truth[] {
  return world.vantages.flatMap((vantage) => truthOfVantage(world, atlas, names, vantage));
}

function truthOfVantage(
  world: World,
  atlas: Atlas,
  names: NameSource,
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
  const everywhere = (entry: Entry) =>
    world.endpoints.map((endpoint) => row(entry, endpoint, endpoint.id));
  return [
    ...everywhere("direct"),
    row("dns", endpointByRoute53(world, atlas, names, vantage), null),
    ...everywhere("dns"),
    row("accelerator", endpointOfEdge(world, atlas, edgeOf(world, vantage)), null),
    ...everywhere("accelerator"),
  ];
}

function times({ delay, basis }: WorldPath): Pick<Truth, "echoRttUs" | "ttfbNewUs" | "basis"> {
  const echoRttUs = delay.rttUs + delay.serverTimeUs;
  return { echoRttUs, ttfbNewUs: delay.handshakeUs + echoRttUs, basis };
}
