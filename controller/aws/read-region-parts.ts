import type { ReadPart } from "./part-reader.ts";
import { readAddresses } from "./read/addresses.ts";
import { readInstances } from "./read/instances.ts";
import { readLoadBalancers } from "./read/load-balancers.ts";
import { readSubnets } from "./read/subnets.ts";
import { readTargetHealth } from "./read/target-health.ts";
import { readZones } from "./read/zones.ts";

/** Reads what stands in one Region. */
export async function readRegionParts(read: ReadPart, region: string): Promise<void> {
  const scope = region;
  const balancers = async () => {
    const { part } = await read(
      { service: "elasticloadbalancing", subject: "load-balancers", scope },
      (reader) => readLoadBalancers(reader, region),
    );
    // Of load balancers that could not be listed, the targets may be read all the same.
    if (part.state === "complete" && part.items === 0) return;
    await read({ service: "elasticloadbalancing", subject: "target-health", scope }, (reader) =>
      readTargetHealth(reader, region),
    );
  };
  await Promise.all([
    read({ service: "ec2", subject: "zones", scope }, (reader) => readZones(reader, region)),
    read({ service: "ec2", subject: "subnets", scope }, (reader) => readSubnets(reader, region)),
    read({ service: "ec2", subject: "instances", scope }, (reader) =>
      readInstances(reader, region),
    ),
    read({ service: "ec2", subject: "addresses", scope }, (reader) =>
      readAddresses(reader, region),
    ),
    balancers(),
  ]);
}
