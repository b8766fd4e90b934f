import type { EndpointFaults } from "../faults/endpoint-faults.ts";
import type { ProbeTarget, Reach } from "./probe-target.ts";

/** What a checker's connection attempt meets where its address is cut off from an endpoint. */
export function reachThrough(
  faults: Pick<EndpointFaults, "partitionBetween">,
): (target: ProbeTarget) => Reach {
  return ({ address, sourceAddress = "" }) => {
    const partition = faults.partitionBetween(sourceAddress, address);
    if (partition === undefined) return "open";
    return partition === "refuse" ? "refused" : "silent";
  };
}
