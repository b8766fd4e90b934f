import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import { canonicalAccelerator } from "./canonical-accelerator.ts";
import { canonicalHealthCheck } from "./canonical-health-check.ts";
import { canonicalRecord, recordKey } from "./canonical-record.ts";
import { canonicalName } from "./names.ts";
import { sortedBy } from "./sorted.ts";

/** Designs that are in that form: whoever asks for it again gets the same. */
const known = new WeakSet<RoutingDesign>();

/**
 * A design in the one form in which equal designs are equal: names in lower case with a dot at their
 * end, everything sorted that has no order in AWS, and what AWS fills in filled in.
 */
export function canonicalDesign(design: RoutingDesign): RoutingDesign {
  if (known.has(design)) return design;
  const made = inOneForm(design);
  known.add(made);
  return made;
}

function inOneForm(design: RoutingDesign): RoutingDesign {
  return {
    hostedZones: sortedBy(
      design.hostedZones.map((zone) => ({
        ...zone,
        name: canonicalName(zone.name),
        nameServers: zone.nameServers.map(canonicalName).sort(),
        vpcs: sortedBy(zone.vpcs, ({ region, id }) => `${region} ${id}`),
        records: sortedBy(zone.records.map(canonicalRecord), recordKey),
      })),
      ({ id }) => id,
    ),
    healthChecks: sortedBy(
      design.healthChecks.map((check) => ({
        ...check,
        config: canonicalHealthCheck(check.config),
      })),
      ({ id }) => id,
    ),
    cidrCollections: sortedBy(
      design.cidrCollections.map((collection) => ({
        ...collection,
        locations: sortedBy(
          collection.locations.map(({ name, blocks }) => ({
            name,
            blocks: blocks.map((block) => block.toLowerCase()).sort(),
          })),
          ({ name }) => name,
        ),
      })),
      ({ id }) => id,
    ),
    accelerators: sortedBy(
      design.accelerators.map(canonicalAccelerator),
      ({ arn, name }) => arn ?? name,
    ),
  };
}
