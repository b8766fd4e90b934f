import type { RoutingDesign } from "../../../contract/aws/routing-design.ts";
import type { CostDesign, Route53Design } from "../../../contract/cost-design.ts";
import type { Service } from "../../../contract/estate.ts";
import type { FirstName } from "../../routing/live/follow-names.ts";
import type { PricedDesign } from "./priced-design.ts";
import { type NamedQueries, queriesOfName } from "./query-class.ts";
import { route53Part } from "./route53-part.ts";

type Entry = "dns" | "accelerator";

/** Where users of a design begin. */
interface Beginning {
  /** The way in that it is declared to be. */
  readonly entry: Entry;
  /** The name that they look up; null where they know an address. */
  readonly first: FirstName | null;
  /** Client groups that come in by the accelerator, where that is known of a design that leads some there. */
  readonly acceleratorGroups?: readonly string[];
}

/** What a design is charged for, by what its records say, and without a name by what it is declared to be. */
export function readDesign(
  service: Pick<Service, "endpoints">,
  { entry: declared, first, acceleratorGroups }: Beginning,
  routing: RoutingDesign,
): PricedDesign {
  const queries = first === null ? null : queriesOfName(routing, first);
  if (declared === "dns" && queries === null) {
    const what = `address records of ${first?.name ?? "the service's name"} in the hosted zones that were read`;
    return unknownDesign(
      entryLabel(declared),
      what,
      "declare entries.dns.name, or read the account that has it",
    );
  }
  const parts = queries === null ? null : route53Part(routing, queries, service);
  const { missing = [], assumptions = [] } = parts ?? {};
  const entry = queries?.toAccelerator ?? (declared === "accelerator" ? "all" : "none");
  const design = costDesignOf(
    // A service that is declared to go by an accelerator has one, whatever else its name leads to.
    entry === "none" && declared === "accelerator" ? "all" : entry,
    parts?.route53,
    acceleratorGroups,
  );
  if (design === null) {
    const what = "which client groups the record at the top sends to the accelerator";
    const mend = "isochrone answers shows whom Route 53 sends where";
    return { ...unknownDesign(entryLabel(declared), what, mend), assumptions };
  }
  const own = design.kind === "route53" ? [] : [OWN_ADDRESSES];
  return {
    label: LABEL[design.kind],
    design,
    namesAsked: queries?.namesAsked ?? 1,
    missing,
    assumptions: [...assumptions, ...own],
  };
}

/** Null where it is not known who goes by the accelerator. */
function costDesignOf(
  entry: NamedQueries["toAccelerator"],
  route53: Route53Design | undefined,
  acceleratorGroups: readonly string[] | undefined,
): CostDesign | null {
  const accelerator = { accelerators: 1, publicIpv4Each: 2 };
  if (entry === "none" && route53 !== undefined) return { kind: "route53", route53, extras: [] };
  if (entry === "some" && route53 !== undefined) {
    if (acceleratorGroups === undefined) return null;
    const groups = [...acceleratorGroups];
    return { kind: "hybrid", route53, accelerator, acceleratorGroups: groups, extras: [] };
  }
  return {
    kind: "accelerator",
    ...(route53 === undefined ? {} : { route53 }),
    accelerator,
    extras: [],
  };
}

const LABEL: Readonly<Record<CostDesign["kind"], string>> = {
  route53: "As it is: Route 53",
  accelerator: "As it is: Global Accelerator",
  hybrid: "As it is: Route 53 for some, Global Accelerator for others",
};

/** Of a design that was read, by what it is found to be, whichever way in is declared. */
export function entryLabel(entry: Entry): string {
  return LABEL[entry === "dns" ? "route53" : "accelerator"];
}

const OWN_ADDRESSES =
  "Both addresses of the accelerator are Amazon's own; those brought along cost nothing.";

export function unknownDesign(label: string, what: string, mend: string): PricedDesign {
  return { label, design: null, missing: [{ group: null, what, mend }], assumptions: [] };
}
