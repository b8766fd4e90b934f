import type { AcceleratorSpec } from "../../../contract/aws/accelerator-spec.ts";
import type { Service } from "../../../contract/estate.ts";
import type { Inventory } from "../../../contract/inventory.ts";
import { hostOf } from "../../url/url-parts.ts";
import { isAcceleratorAt } from "../accelerator-at.ts";
import { isAcceleratorName, isAwsName } from "../aws-name.ts";
import { isAddress } from "../is-address.ts";
import { canonicalName } from "../names.ts";
import type { Trail } from "./follow-names.ts";
import type { WantedPart } from "./unread-parts.ts";

/** Accelerators in front of a service, and where its names lead that nothing is known of. */
interface Accelerators {
  readonly specs: AcceleratorSpec[];
  readonly wanted: WantedPart[];
  readonly unknown: string[];
}

type Fronted = Pick<Service, "dns" | "accelerator" | "endpoints">;

/** The accelerator that a service names, and those that its names lead to. */
export function acceleratorsOf(service: Fronted, inventory: Inventory, trail: Trail): Accelerators {
  const ends = endsOf(service, trail);
  const arn = service.accelerator?.arn;
  const found = inventory.accelerators.filter(
    ({ spec }) => spec.arn === arn || ends.some((end) => isAcceleratorAt(spec, end)),
  );
  const own = ownKeys(service, inventory);
  const open = ends.filter(
    (end) => !own.has(end) && !found.some(({ spec }) => isAcceleratorAt(spec, end)),
  );
  const isMissing = arn !== undefined && found.every(({ spec }) => spec.arn !== arn);
  const mayBeUnread = isMissing || open.some((end) => isAddress(end) || isAcceleratorName(end));
  const accounts = mayBeUnread ? [null] : [...new Set(found.map(({ account }) => account))];
  return {
    specs: found.map(({ spec }) => spec),
    wanted: accounts.map((account) => ({ subject: "accelerators", scope: null, account })),
    unknown: [
      ...(isMissing && !isReadWhole(inventory, arn) ? [`${arn}: in no account that was read`] : []),
      ...open.flatMap((end) => unknownEnd(service, trail, end) ?? []),
    ],
  };
}

/** Addresses and names at which the names of a service end, and those that it has in their place. */
function endsOf({ dns, accelerator }: Fronted, trail: Trail): string[] {
  const urls = [dns?.name === undefined ? dns?.url : undefined, accelerator?.url];
  const hosts = urls.flatMap((url) => (url === undefined ? [] : hostOf(url)));
  return [
    ...new Set([
      ...hosts.filter(isAddress),
      ...trail.addresses,
      ...trail.resources,
      ...trail.strangers,
    ]),
  ];
}

/** Names and addresses that are known to belong to something other than an accelerator. */
function ownKeys({ endpoints }: Fronted, inventory: Inventory): ReadonlySet<string> {
  const hosts = endpoints.map(({ url }) => hostOf(url));
  return new Set([
    ...hosts.map((host) => (isAddress(host) ? host : canonicalName(host))),
    ...endpoints.flatMap(({ addresses = [] }) => addresses),
    ...inventory.addresses.map(({ address }) => address),
    ...inventory.instances.flatMap(({ publicAddress }) => publicAddress ?? []),
    ...inventory.loadBalancers.flatMap(({ addresses }) => addresses),
  ]);
}

/** Whether everything was read of the account that an ARN names. */
function isReadWhole({ parts }: Inventory, arn: string): boolean {
  const account = arn.split(":")[4];
  const own = parts.filter((part) => part.account === account && part.subject === "accelerators");
  return own.length > 0 && own.every(({ state }) => state === "complete");
}

/** Why it is not known what is at an end. */
function unknownEnd({ accelerator }: Fronted, trail: Trail, end: string): string | undefined {
  if (isAcceleratorName(end)) return `accelerator ${end}: in no account that was read`;
  if (isAddress(end)) {
    const isDoor = accelerator?.arn === undefined && accelerator !== undefined;
    return isDoor && hostOf(accelerator.url) === end
      ? `accelerator at ${end}: no accelerator that was read has this address`
      : undefined;
  }
  return trail.strangers.has(end) && !isAwsName(end)
    ? `where ${end} leads: no hosted zone that was read has it`
    : undefined;
}
