import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Service } from "../../contract/estate.ts";
import type { Candidate } from "../predict/candidate.ts";
import { answerName } from "../routing/answer-name.ts";
import type { Asker } from "../routing/asker.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import { isAddress } from "../routing/is-address.ts";
import { type Door, doorAt } from "../routing/predict-served.ts";
import { type RoutingWorld, routingWorld } from "../routing/routing-world.ts";
import type { Knowledge } from "./knowledge.ts";

/** Name of what stands in AWS among the designs that are compared. */
const STANDING = "as it stands";

/**
 * What stands in AWS as a candidate; null where the service names no way in. Its users knock where the
 * service says that they do.
 *
 * @param live what was read of AWS or declared
 * @param groups ids of the client groups
 */
export function standingCandidate(
  service: Pick<Service, "dns" | "accelerator" | "incumbent">,
  live: RoutingDesign,
  groups: readonly string[],
  knowledge: Pick<Knowledge, "askersOf" | "latency">,
): Candidate | null {
  const door = doorOf(service);
  if (door === null) return null;
  const design = canonicalDesign(live);
  const world = routingWorld(design, { latency: knowledge.latency });
  const acceleratorGroups = groups.filter((group) =>
    goesByAccelerator(world, door, knowledge.askersOf(group)),
  );
  return {
    name: STANDING,
    kind: kindOf(acceleratorGroups.length, groups.length),
    policy: null,
    settings: null,
    acceleratorGroups,
    design,
    door,
    routingKey: STANDING,
  };
}

function doorOf({
  dns,
  accelerator,
  incumbent,
}: Pick<Service, "dns" | "accelerator" | "incumbent">) {
  const byAccelerator = accelerator && doorAt(accelerator.url);
  if (dns === undefined || (incumbent === "accelerator" && byAccelerator !== undefined)) {
    return byAccelerator ?? null;
  }
  return doorAt(dns.url, dns.name);
}

function kindOf(accelerated: number, of: number): Candidate["kind"] {
  if (accelerated === 0) return "route53";
  return accelerated === of ? "accelerator" : "hybrid";
}

/** Whether more than half of those who stand for a group are led to an accelerator. */
function goesByAccelerator(world: RoutingWorld, { host }: Door, askers: readonly Asker[]): boolean {
  const isOne = (key: string) => world.acceleratorAt(key) !== undefined;
  if (isAddress(host)) return isOne(host);
  let share = 0;
  for (const asker of askers) {
    for (const { probability, item } of answerName(world, host, asker)) {
      const key =
        item.kind === "value" ? item.value : item.kind === "resource" ? item.dnsName : null;
      if (key !== null && isOne(key)) share += probability / askers.length;
    }
  }
  return share > 0.5;
}
