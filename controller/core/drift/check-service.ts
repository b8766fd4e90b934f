import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Assumptions, Baseline } from "../../contract/baseline.ts";
import type { DriftAgainst, DriftBasis, DriftReport } from "../../contract/drift.ts";
import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { Recommendation } from "../../contract/recommendation.ts";
import type { PathEvidence } from "../advise/path-evidence.ts";
import { assumedHealth } from "../routing/assumed-health.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import type { LiveDesign } from "../routing/live-design.ts";
import { alignNames } from "./align-names.ts";
import { assumptionsDrift } from "./assumptions-drift.ts";
import { assumptionsBehind } from "./assumptions-of.ts";
import { composeReport } from "./compose-report.ts";
import { configurationDrift } from "./configuration-drift.ts";
import { liveView, type Unread } from "./live-view.ts";
import { predictionDrift } from "./prediction-drift.ts";
import { type RoutingModel, routingModel } from "./routing-model.ts";
import { nothingCompared, type SenseFindings } from "./sense-findings.ts";

/** What was read of AWS, prepared once for all services. */
export type ReadAws = {
  readonly inventory: Inventory;
  /** All of it as one design; see `wholeDesign`. */
  readonly whole: RoutingDesign;
};

/** All that is known of a service when it is checked, whatever it is held against. */
export type ServiceFacts = {
  readonly atMs: number;
  readonly service: Service;
  readonly vantages: readonly PlacedVantage[];
  /** Null before AWS was read. */
  readonly aws: ReadAws | null;
  /** What leads users today; null with `aws`. */
  readonly led: LiveDesign | null;
  readonly baseline: Baseline | null;
  /** The latest; null before the first. */
  readonly recommendation: Recommendation | null;
  readonly connections: readonly PathEvidence[];
  readonly times: readonly PathEvidence[];
  readonly fromMs: number;
  readonly toMs: number;
  /** What a decision would stand on now. */
  readonly now: Assumptions;
};

/** @param earlier the report of the check before against the same; null for the first */
export type HeldAgainst = (against: DriftAgainst, earlier: DriftReport | null) => DriftReport;

/**
 * Holds one service against what was declared or recommended, in all three senses. What both have in
 * common, the model and its predictions, is worked out once.
 */
export function checkService(facts: ServiceFacts): HeldAgainst {
  const { service, vantages, aws, atMs } = facts;
  const model = routingModel(service, vantages, aws?.inventory ?? null);
  const predicted = prediction(facts, model);
  return (against, earlier) => {
    const { basis, design, assumptions, missing } = decisionOf(facts, against);
    const orElse = orElseOf(facts, basis);
    const senses = [
      configuration(facts, model, design, missing, orElse),
      predicted,
      assumptions === null
        ? nothingCompared("assumptions", { ...missing, ...NOT_KEPT })
        : assumptionsDrift(assumptions, facts.now, { atMs, orElse }),
    ];
    return composeReport({
      service: service.id,
      label: service.label,
      basis,
      checkedAtMs: atMs,
      inventoryAtMs: aws?.inventory.finishedAtMs ?? null,
      senses,
      earlier,
    });
  };
}

type Decision = {
  readonly basis: DriftBasis;
  readonly design: RoutingDesign | null;
  readonly assumptions: Assumptions | null;
  /** Why there is no design, or no assumptions. */
  readonly missing: Unread;
};

function decisionOf(facts: ServiceFacts, against: DriftAgainst): Decision {
  return against === "recommended" ? recommended(facts, against) : declared(facts, against);
}

function recommended({ recommendation }: ServiceFacts, against: DriftAgainst): Decision {
  const what = "the recommended design";
  const mend = "See isochrone recommend for what its evidence lacks.";
  if (recommendation === null) {
    const basis = { against, source: null, recommendation: null, atMs: null };
    const missing = { what, why: "nothing was recommended yet", mend };
    return { basis, design: null, assumptions: null, missing };
  }
  const { id, madeAtMs, design = null } = recommendation;
  return {
    basis: { against, source: "recommendation", recommendation: id, atMs: madeAtMs },
    design,
    assumptions: assumptionsBehind(recommendation),
    missing: { what, why: `${id} names no design`, mend },
  };
}

function declared({ service, baseline }: ServiceFacts, against: DriftAgainst): Decision {
  const own = service.incumbentDesign ?? null;
  const design = own ?? baseline?.design ?? null;
  const source = own !== null ? "service-file" : design !== null ? "baseline" : null;
  const atMs = source === "baseline" ? (baseline?.acceptedAtMs ?? null) : null;
  return {
    basis: { against, source, recommendation: null, atMs },
    design,
    assumptions: baseline?.assumptions ?? null,
    missing: {
      what: "the declared design",
      why: "the service declares none, and none was accepted",
      mend: `Accept what stands: isochrone drift ${service.id} --accept.`,
    },
  };
}

function orElseOf({ service }: ServiceFacts, { against, source }: DriftBasis): string {
  if (against === "recommended") return "keep it by a decision of your own";
  return source === "service-file"
    ? "declare what stands in the service file"
    : `accept what stands: isochrone drift ${service.id} --accept`;
}

const NOT_KEPT = {
  what: "what the decision stood on",
  why: "nothing was kept of it: no baseline was accepted, and nothing recommended",
};

const NOT_READ: Unread = {
  what: "what stands in AWS",
  why: "AWS was never read",
  mend: "Start a controller with --aws-accounts, then isochrone inventory --refresh.",
};

function configuration(
  { aws, led }: ServiceFacts,
  model: RoutingModel,
  design: RoutingDesign | null,
  missing: Unread,
  orElse: string,
): SenseFindings {
  if (design === null) return nothingCompared("configuration", missing);
  if (aws === null || led === null) return nothingCompared("configuration", NOT_READ);
  const { inventory, whole } = aws;
  const aligned = alignNames(canonicalDesign(design), whole);
  return configurationDrift({
    declared: aligned,
    live: liveView(inventory, whole, aligned, canonicalDesign(led.design)),
    model,
    orElse,
    lost: led.unread.map(unreadOf),
  });
}

function prediction(
  { aws, led, service, connections, times, fromMs, toMs }: ServiceFacts,
  model: RoutingModel,
): SenseFindings {
  if (aws === null || led === null) return nothingCompared("prediction", NOT_READ);
  const [lost] = led.unread;
  if (lost !== undefined) return nothingCompared("prediction", unreadOf(lost));
  return predictionDrift({
    endpoints: service.endpoints.map(({ id }) => id),
    model,
    design: canonicalDesign(led.design),
    health: assumedHealth(aws.inventory),
    connections,
    times,
    fromMs,
    toMs,
  });
}

/** What could not be followed stands before a colon, the reason behind it. */
function unreadOf(text: string): Unread {
  const at = text.indexOf(": ");
  return {
    what: at < 0 ? text : text.slice(0, at),
    why: at < 0 ? "could not be read" : text.slice(at + 2),
    mend: "Let Isochrone read it, then isochrone inventory --refresh.",
  };
}
