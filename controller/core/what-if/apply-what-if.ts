import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Service } from "../../contract/estate.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import type { Scenario } from "../../contract/scenario.ts";
import type { WhatIf, WhatIfNote } from "../../contract/what-if.ts";
import { groundOf } from "../candidates/ground.ts";
import { shippedPrices } from "../cost/shipped-prices.ts";
import { serviceBook } from "../routing/service-book.ts";
import { addedHistories, type PlacedHistory } from "./added-histories.ts";
import { endpointsAfter } from "./endpoints-after.ts";
import { grown } from "./grown.ts";
import { ledByPolicy } from "./led-by-policy.ts";
import { repriced } from "./repriced.ts";
import { reroutedHistories } from "./rerouted-histories.ts";
import { whatIfFaults } from "./what-if-faults.ts";
import { whatIfNotes } from "./what-if-notes.ts";
import { withSettings } from "./with-settings.ts";
import { withoutEndpoints } from "./without-endpoints.ts";

/** A scenario as it would be, and what of it was not measured. */
export interface AppliedWhatIf {
  readonly scenario: Scenario;
  readonly notes: readonly WhatIfNote[];
}

/**
 * A scenario as it would be if something were otherwise, ready for the same advice as the one it was.
 *
 * @param elsewhere what the scenario's vantages measured to endpoints of other services
 * @throws RangeError with the first thing in the what-if that the scenario does not bear
 */
export function applyWhatIf(
  scenario: Scenario,
  whatIf: WhatIf,
  elsewhere: readonly PlacedHistory[] = [],
): AppliedWhatIf {
  const [fault] = whatIfFaults(scenario, whatIf);
  if (fault !== undefined) throw new RangeError(`${fault.path.join(".")}: ${fault.message}`);
  const { vantages, evidence } = scenario;
  const before = scenario.service;
  const service = serviceAfter(before, whatIf);
  const was = scenario.live ?? before.incumbentDesign ?? null;
  const live = designAfter(before, service, was, whatIf);
  const placed = straightOf(before, evidence.paths);
  const added = whatIf.add.flatMap((each) => addedHistories(each, vantages, placed, elsewhere));
  const left = evidence.paths.filter(
    ({ endpoint }) => endpoint === null || !whatIf.remove.includes(endpoint),
  );
  const all = [...left, ...added];
  const isRerouted = whatIf.remove.length > 0 || whatIf.design?.policy !== undefined;
  const routed = isRerouted
    ? reroutedHistories(all, vantages, { service: before, design: was }, { service, design: live })
    : { histories: all, replaced: 0, dropped: 0 };
  const prices = repriced(scenario.prices ?? shippedPrices(), whatIf.prices);
  return {
    scenario: {
      ...scenario,
      service,
      evidence: { ...evidence, paths: [...routed.histories] },
      failoverRuns: scenario.failoverRuns.filter(
        ({ endpoint }) => !whatIf.remove.includes(endpoint),
      ),
      prices,
      ...(live === null ? {} : { live }),
      thresholds: { ...scenario.thresholds, ...whatIf.thresholds },
    },
    notes: whatIfNotes({ scenario, whatIf, added, routed }),
  };
}

function straightOf({ endpoints }: Service, histories: readonly PathHistory[]): PlacedHistory[] {
  const places = new Map(endpoints.map(({ id, place }) => [id, place]));
  return histories.flatMap((history) => {
    const place = history.entry === "direct" ? places.get(history.endpoint ?? "") : undefined;
    return place === undefined ? [] : [{ place, history }];
  });
}

function serviceAfter(service: Service, whatIf: WhatIf): Service {
  const endpoints = endpointsAfter(service.endpoints, whatIf);
  const has = new Set(endpoints.map(({ id }) => id));
  const { policy } = whatIf.design ?? {};
  const pinnedTo = <Way extends { pinned: Record<string, string> }>(way: Way): Way => ({
    ...way,
    pinned: Object.fromEntries(Object.entries(way.pinned).filter(([id]) => has.has(id))),
  });
  const { dns, accelerator, constraints } = service;
  return {
    ...service,
    endpoints,
    ...(dns === undefined ? {} : { dns: pinnedTo(dns) }),
    ...(accelerator === undefined ? {} : { accelerator: pinnedTo(accelerator) }),
    ...(policy === undefined ? {} : { incumbent: policy === "accelerator" ? policy : "dns" }),
    clientGroups:
      whatIf.growth === undefined
        ? service.clientGroups
        : grown(service.clientGroups, whatIf.growth),
    objectives: changed(service.objectives, whatIf.objectives),
    constraints: changed(constraints ?? {}, whatIf.constraints),
  };
}

/** Fields in place of others; null takes one away. */
function changed<Fields extends object>(fields: Fields, changes: object | undefined): Fields {
  const all = Object.entries({ ...fields, ...changes });
  return Object.fromEntries(all.filter(([, value]) => value !== null)) as Fields;
}

function designAfter(
  before: Service,
  after: Service,
  was: RoutingDesign | null,
  { design, remove }: WhatIf,
): RoutingDesign | null {
  if (design?.policy !== undefined) {
    const ground = groundOf(after);
    if (typeof ground === "string") throw new RangeError(`design.policy: ${ground}`);
    return ledByPolicy(ground, design.policy, design);
  }
  if (was === null) return null;
  const left =
    remove.length === 0 ? was : withoutEndpoints(was, serviceBook(before, null), new Set(remove));
  return design === undefined ? left : withSettings(left, design);
}
