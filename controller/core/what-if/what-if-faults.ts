import type { Scenario } from "../../contract/scenario.ts";
import type { WhatIf } from "../../contract/what-if.ts";
import { groundOf } from "../candidates/ground.ts";
import { shippedPrices } from "../cost/shipped-prices.ts";
import { namesText } from "../wording/names.ts";
import { endpointsAfter } from "./endpoints-after.ts";
import { policyFault } from "./led-by-policy.ts";

/** Something in a what-if that its scenario does not bear. */
export interface WhatIfFault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** All that keeps a what-if from being applied to a scenario. */
export function whatIfFaults(scenario: Scenario, whatIf: WhatIf): WhatIfFault[] {
  return [
    ...endpointFaults(scenario, whatIf),
    ...groupFaults(scenario, whatIf),
    ...priceFaults(scenario, whatIf),
    ...designFaults(scenario, whatIf),
  ];
}

function endpointFaults({ service }: Scenario, { remove, add }: WhatIf): WhatIfFault[] {
  const known = service.endpoints.map(({ id }) => id);
  const left = known.filter((id) => !remove.includes(id));
  const faults = remove.flatMap((id, at): WhatIfFault[] =>
    known.includes(id)
      ? []
      : [
          {
            path: ["remove", at],
            message: `${id}: no such endpoint; there are ${namesText(known, 9)}`,
          },
        ],
  );
  add.forEach(({ id }, at) => {
    const isTaken = left.includes(id) || add.findIndex((each) => each.id === id) < at;
    if (!isTaken) return;
    faults.push({ path: ["add", at, "id"], message: `${id} is taken; choose another` });
  });
  if (left.length + add.length === 0) {
    faults.push({ path: ["remove"], message: "leaves no endpoint; leave one, or add one" });
  }
  return faults;
}

function groupFaults({ service }: Scenario, { growth }: WhatIf): WhatIfFault[] {
  const known = service.clientGroups.map(({ id }) => id);
  return Object.keys(growth?.groups ?? {}).flatMap((id) => {
    if (known.includes(id)) return [];
    const has =
      known.length === 0 ? "the service declares none" : `there are ${namesText(known, 9)}`;
    return [{ path: ["growth", "groups", id], message: `${id}: no such client group; ${has}` }];
  });
}

function priceFaults(scenario: Scenario, { prices }: WhatIf): WhatIfFault[] {
  const known = Object.keys((scenario.prices ?? shippedPrices()).prices);
  return Object.keys(prices).flatMap((id) => {
    if (known.includes(id)) return [];
    const [family = id] = id.split(".");
    const like = known.filter((each) => each.startsWith(`${family}.`));
    const has = like.length === 0 ? known : like;
    return [
      { path: ["prices", id], message: `${id}: no such price; there are ${namesText(has, 9)}` },
    ];
  });
}

function designFaults(scenario: Scenario, { design, ...whatIf }: WhatIf): WhatIfFault[] {
  if (design === undefined) return [];
  const { policy } = design;
  if (policy === undefined) {
    const isKnown = (scenario.live ?? scenario.service.incumbentDesign) !== undefined;
    if (isKnown) return [];
    const message = "is missing: what stands is not known, so there is nothing to change in it";
    return [{ path: ["design", "policy"], message }];
  }
  const endpoints = endpointsAfter(scenario.service.endpoints, whatIf);
  if (endpoints.length === 0) return [];
  const ground = groundOf({ ...scenario.service, endpoints });
  const message = typeof ground === "string" ? ground : policyFault(ground, policy);
  return message === null ? [] : [{ path: ["design", "policy"], message }];
}
