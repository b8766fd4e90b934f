import type { AcceleratorSpec } from "../../contract/aws/accelerator-spec.ts";
import { canonicalName } from "./names.ts";

/** Accelerators by the canonical names and addresses that reach them; of two, the first. */
export function acceleratorBook(
  accelerators: readonly AcceleratorSpec[],
): (key: string) => AcceleratorSpec | undefined {
  const byKey = new Map<string, AcceleratorSpec>();
  for (const accelerator of accelerators) {
    for (const key of keysOf(accelerator)) if (!byKey.has(key)) byKey.set(key, accelerator);
  }
  return (key) => byKey.get(key);
}

function keysOf({ dnsName, dualStackDnsName, ipSets }: AcceleratorSpec): string[] {
  const names = [dnsName, dualStackDnsName].flatMap((name) => (name ? canonicalName(name) : []));
  return [...names, ...ipSets.flatMap(({ addresses }) => addresses)];
}
