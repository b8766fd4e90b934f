import type { Reason } from "../../contract/advised-design.ts";
import { awsThing } from "../candidates/aws-thing.ts";
import type { Candidate } from "../predict/candidate.ts";
import { isAcceleratorAt } from "../routing/accelerator-at.ts";
import { isAddress } from "../routing/is-address.ts";
import { canonicalName } from "../routing/names.ts";
import { broken } from "./constraint-codes.ts";
import type { ConstraintContext } from "./constraint-context.ts";

/**
 * Whether all users always get the same addresses: those of one accelerator, or one record that leads
 * everybody to an Elastic IP or a network load balancer. Whatever chooses among records gives others
 * some day.
 */
export function staticIpReasons(
  candidate: Candidate,
  { service, book }: ConstraintContext,
): Reason[] {
  if (service.constraints?.staticIps !== true) return [];
  const { design, door } = candidate;
  const { keys, isChosen } = followed(candidate);
  const isAccelerator = (key: string) =>
    design.accelerators.some((each) => isAcceleratorAt(each, key));
  const [key, ...more] = keys;
  if (isChosen || key === undefined || more.length > 0) {
    return [broken("static_ips", `${door.host} has several answers`)];
  }
  if (isAccelerator(key)) return [];
  const endpoint = service.endpoints.find(({ id }) => id === book.get(key));
  const thing = awsThing(endpoint?.resource ?? "");
  if (thing === "elastic-ip" || thing === "network-load-balancer") return [];
  const what = endpoint === undefined ? key : endpoint.id;
  return [
    broken(
      "static_ips",
      `${what} is not known to keep its address (no Elastic IP, no network load balancer)`,
    ),
  ];
}

const MOST_STEPS = 16;

/** What a door leads to over simple records, and whether anything on the way is chosen. */
function followed({ design, door }: Candidate): { keys: readonly string[]; isChosen: boolean } {
  if (isAddress(door.host)) return { keys: [door.host], isChosen: false };
  const records = design.hostedZones.flatMap((zone) => zone.records);
  let name = canonicalName(door.host);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const own = records.filter(
      (set) => set.name === name && (set.type === "A" || set.type === "CNAME"),
    );
    const [only, ...others] = own;
    if (only === undefined) return { keys: [name], isChosen: false };
    if (others.length > 0) return { keys: [], isChosen: true };
    if (only.alias === undefined && only.type === "A") {
      return { keys: only.values ?? [], isChosen: false };
    }
    name = canonicalName(only.alias?.dnsName ?? only.values?.[0] ?? "");
  }
  return { keys: [], isChosen: true };
}
