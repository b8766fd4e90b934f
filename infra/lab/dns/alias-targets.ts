/** What an alias to a load balancer or an accelerator is answered with. */
interface AliasTarget {
  /** IPv4 addresses, at least one. */
  readonly addresses: readonly string[];
  readonly ttlS: number;
  /** For `EvaluateTargetHealth`. */
  readonly isHealthy: boolean;
}

/** The resources outside of hosted zones that an alias may point at, by zone id and DNS name. */
export interface AliasTargets {
  /**
   * The name is compared without regard to case, `dualstack.` and a final dot. Without a zone id it is
   * the host name itself that is asked for.
   */
  find(hostedZoneId: string | undefined, dnsName: string): AliasTarget | undefined;
}

/** The first of several that knows a name answers for it. */
export function anyTarget(all: readonly AliasTargets[]): AliasTargets {
  return {
    find: (hostedZoneId, dnsName) => {
      for (const targets of all) {
        const found = targets.find(hostedZoneId, dnsName);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}
