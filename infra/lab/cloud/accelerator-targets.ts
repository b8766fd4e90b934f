import { DNS_SUFFIX } from "../aws/global-accelerator/describe.ts";
import type { AcceleratorStore } from "../aws/global-accelerator/store.ts";
import { canonicalName } from "../aws/route53/domain-name.ts";
import type { AliasTargets } from "../dns/alias-targets.ts";

/** https://docs.aws.amazon.com/general/latest/gr/global_accelerator.html */
const HOSTED_ZONE_ID = "Z2BJ6XQ5FK7U4H";
/** UNCONFIRMED: AWS names no TTL. */
const TTL_S = 300;

/** The DNS names of an account's accelerators; each leads to both static addresses. */
export function acceleratorTargets(store: Pick<AcceleratorStore, "list">): AliasTargets {
  return {
    find: (hostedZoneId, dnsName) => {
      if (hostedZoneId !== undefined && hostedZoneId !== HOSTED_ZONE_ID) return undefined;
      const name = canonicalName(dnsName)?.replace(/\.$/, "").replace(".dualstack.", ".");
      const found = store.list().find(({ dnsLabel }) => `${dnsLabel}.${DNS_SUFFIX}` === name);
      if (found === undefined) return undefined;
      // UNCONFIRMED: AWS does not say what Route 53 evaluates; one that is disabled takes nobody.
      return { addresses: found.addresses, ttlS: TTL_S, isHealthy: found.enabled };
    },
  };
}
