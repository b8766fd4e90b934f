import type { NumberBasis } from "../../contract/number-basis.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import type { Scenario } from "../../contract/scenario.ts";
import type { WhatIf, WhatIfNote } from "../../contract/what-if.ts";
import { countedText } from "../wording/count.ts";
import { namesText } from "../wording/names.ts";
import type { Rerouted } from "./rerouted-histories.ts";

/** What was done to a scenario. */
export interface WhatIfDone {
  /** As it was before. */
  readonly scenario: Scenario;
  readonly whatIf: WhatIf;
  readonly added: readonly PathHistory[];
  readonly routed: Rerouted;
}

/** How every number came about that a what-if brings in. */
export function whatIfNotes(done: WhatIfDone): WhatIfNote[] {
  return [...endpointNotes(done), ...routingNotes(done), ...growthNotes(done), ...givenNotes(done)];
}

function endpointNotes({ scenario, whatIf, added }: WhatIfDone): WhatIfNote[] {
  return whatIf.add.flatMap(({ id, place }): WhatIfNote[] => {
    const own = added.filter(({ endpoint }) => endpoint === id);
    const from = (basis: NumberBasis) =>
      own.filter((each) => each.basis === basis).map(({ vantage }) => vantage);
    const [elsewhere, modelled] = [from("measured_elsewhere"), from("modelled")];
    const silent = scenario.vantages.length - own.length;
    const what = `times straight to ${id}`;
    const notes: WhatIfNote[] = [];
    if (elsewhere.length > 0) {
      const text = `From ${namesText(elsewhere)}: as measured to another endpoint in ${place}.`;
      notes.push({ what, basis: "measured_elsewhere", text });
    }
    if (modelled.length > 0) {
      const text = `From ${namesText(modelled)}: by distance, 1.5 times the great circle at 200 km a millisecond. Measure them before you build.`;
      notes.push({ what, basis: "modelled", text });
    }
    if (silent > 0) {
      const text = `${countedText(silent, "vantage")} measured nothing: how far ${id} is from there is not known.`;
      notes.push({ what, basis: "assumed", text });
    }
    return notes;
  });
}

function routingNotes({ routed: { replaced, dropped } }: WhatIfDone): WhatIfNote[] {
  const what = "times as users would be routed";
  const notes: WhatIfNote[] = [];
  if (replaced > 0) {
    const text = `${countedText(replaced, "path")} would lead to another endpoint, by the model of routing: taken from the way to that endpoint.`;
    notes.push({ what, basis: "modelled", text });
  }
  if (dropped > 0) {
    const text = `${countedText(dropped, "path")} would lead elsewhere, and it is not known where or how far: left out.`;
    notes.push({ what, basis: "assumed", text });
  }
  return notes;
}

function growthNotes({ scenario, whatIf }: WhatIfDone): WhatIfNote[] {
  const { growth } = whatIf;
  if (growth === undefined) return [];
  const each = Object.entries(growth.groups).map(([id, factor]) => `${id} × ${factor}`);
  const rest = growth.all === undefined ? [] : [`all others × ${growth.all}`];
  const unknown = scenario.service.clientGroups.filter(
    ({ trafficPerMonth }) => trafficPerMonth === undefined,
  );
  const lacks =
    unknown.length === 0
      ? ""
      : ` Traffic of ${namesText(unknown.map(({ id }) => id))} is not known and stays so.`;
  const text = `${[...each, ...rest].join(", ")}.${lacks}`;
  return [{ what: "users and traffic", basis: "assumed", text }];
}

function givenNotes({ whatIf }: WhatIfDone): WhatIfNote[] {
  const notes: WhatIfNote[] = Object.entries(whatIf.prices).map(([id, change]) => {
    const text = "usd" in change ? `${change.usd} USD.` : `${change.factor} times as much as now.`;
    return { what: `price ${id}`, basis: "assumed", text };
  });
  const { objectives, constraints, thresholds } = whatIf;
  for (const [what, fields] of Object.entries({ objectives, constraints, thresholds })) {
    const names = Object.keys(fields ?? {});
    if (names.length === 0) continue;
    notes.push({ what, basis: "assumed", text: `Other than declared: ${namesText(names, 9)}.` });
  }
  return notes;
}
