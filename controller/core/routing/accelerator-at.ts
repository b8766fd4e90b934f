import type { AcceleratorSpec } from "../../contract/aws/accelerator-spec.ts";
import { canonicalName } from "./names.ts";

/** Whether an accelerator is reached by a canonical name or an address. */
export function isAcceleratorAt(
  { dnsName, dualStackDnsName, ipSets }: AcceleratorSpec,
  key: string,
): boolean {
  const names = [dnsName, dualStackDnsName].flatMap((name) => (name ? canonicalName(name) : []));
  return names.includes(key) || ipSets.some(({ addresses }) => addresses.includes(key));
}
