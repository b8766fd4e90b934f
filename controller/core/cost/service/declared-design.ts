import type { CostDesign, Route53Design } from "../../../contract/cost-design.ts";
import type { Service } from "../../../contract/estate.ts";
import { isAcceleratorName } from "../../routing/aws-name.ts";
import { isAddress } from "../../routing/is-address.ts";
import { hostOf } from "../../url/url-parts.ts";
import type { PricedDesign } from "./priced-design.ts";

type DeclaredService = Pick<Service, "dns" | "accelerator" | "endpoints">;

/** What is to be done before more than the entries is known. */
const READ_AWS = "set up AWS accounts to read, then isochrone inventory --refresh";

/**
 * The way in that a service declares, as far as its bill can be told from the declaration alone: what
 * every such way in has. What only AWS knows is named as missing, so the sum is the least it can be.
 */
export function declaredDesign(
  entry: "dns" | "accelerator",
  label: string,
  { dns, accelerator, endpoints }: DeclaredService,
): PricedDesign {
  const nothingRead = "Nothing was read of AWS: what is priced is the way in that is declared.";
  const zone = {
    hostedZones: [{ records: endpoints.length }],
    queryClass: null,
    healthChecks: [],
    trafficPolicyRecords: 0,
    cidrBlocks: 0,
  } satisfies Route53Design;
  const oneZone = "One hosted zone in Route 53, with a record for each endpoint.";
  if (entry === "dns") {
    const what = "the records of the name: by which policy they answer, and their health checks";
    return {
      label,
      design: { kind: "route53", route53: zone, extras: [] },
      missing: [{ group: null, what, mend: READ_AWS }],
      assumptions: [nothingRead, oneZone],
    };
  }
  const name = hostOf((dns ?? accelerator)?.url ?? "");
  const hasName = name !== "" && !isAddress(name) && !isAcceleratorName(name);
  const design: CostDesign = {
    kind: "accelerator",
    ...(hasName ? { route53: zone } : {}),
    accelerator: { accelerators: 1, publicIpv4Each: 2 },
    extras: [],
  };
  const records = "the records that lead to the accelerator";
  return {
    label,
    design,
    missing: hasName ? [{ group: null, what: records, mend: READ_AWS }] : [],
    assumptions: [
      nothingRead,
      ...(hasName ? [oneZone] : []),
      "One accelerator with two addresses of Amazon's; those brought along cost nothing.",
    ],
  };
}
