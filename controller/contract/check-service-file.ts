import type { z } from "zod";
import type { TrafficPerMonth } from "./client-group.ts";
import type { ServiceFileShape } from "./service-file-shape.ts";

/** `isName`: it is the name of the field that is wrong. */
type Report = (path: PropertyKey[], message: string, isName?: true) => void;
type Check = (file: ServiceFileShape, report: Report) => void;

/** Sees to it that the parts of a service file fit together. */
export function checkServiceFile(file: ServiceFileShape, context: z.core.$RefinementCtx): void {
  const report: Report = (path, message, isName) => {
    const params = isName === undefined ? {} : { params: { isName } };
    context.addIssue({ code: "custom", path, message, ...params });
  };
  for (const check of CHECKS) check(file, report);
}

const idsOnce: Check = (file, report) => {
  for (const list of ["vantages", "endpoints", "clientGroups"] as const) {
    const seen = new Map<string, number>();
    (file[list] ?? []).forEach(({ id }, at) => {
      const first = seen.get(id);
      if (first === undefined) seen.set(id, at);
      else report([list, at, "id"], `${id} is the id of ${list}[${first}] already; choose another`);
    });
  }
};

const pinnedEndpoints: Check = (file, report) => {
  const endpoints = idsOf(file.endpoints);
  for (const entry of ["dns", "accelerator"] as const) {
    for (const id of Object.keys(file.entries[entry]?.pinned ?? {})) {
      if (endpoints.has(id)) continue;
      report(
        ["entries", entry, "pinned", id],
        `names no endpoint of the service; it has ${listed(endpoints)}`,
        true,
      );
    }
  }
};

const shares: Check = ({ clientGroups, traffic }, report) => {
  if (traffic?.csv !== undefined || clientGroups.length === 0) return;
  const without = clientGroups.flatMap(({ share }, at) => (share === undefined ? [at] : []));
  for (const at of without) {
    report(
      ["clientGroups", at, "share"],
      "is missing; write the share of the users, or take the shares from a log with traffic.csv",
    );
  }
  const sum = clientGroups.reduce((total, { share }) => total + (share ?? 0), 0);
  if (without.length === 0 && Math.abs(sum - 1) > 0.001) {
    report(["clientGroups"], `shares add up to ${sum.toFixed(3)}; make them add up to 1`);
  }
};

const traffic: Check = ({ traffic, clientGroups }, report) => {
  const isForNobody = clientGroups.length === 0;
  if (traffic?.csv !== undefined && traffic.perMonth !== undefined) {
    report(
      ["traffic", "perMonth"],
      "stands beside csv, which gives the same; take one of them out",
    );
  } else if (traffic?.csv !== undefined && isForNobody) {
    report(["traffic", "csv"], "needs clientGroups for its rows to belong to; add them");
  } else if (traffic?.perMonth !== undefined && isForNobody) {
    const path = ["traffic", "perMonth"];
    report(path, "needs clientGroups to be divided among; add one with share 1");
  }
};

const totals: Check = ({ traffic, clientGroups }, report) => {
  for (const [quantity, total] of Object.entries(traffic?.perMonth ?? {})) {
    const stated = clientGroups.reduce(
      (sum, { trafficPerMonth }) =>
        sum + (trafficPerMonth?.[quantity as keyof TrafficPerMonth] ?? 0),
      0,
    );
    if (total === undefined || stated <= total * (1 + 1e-9)) continue;
    report(
      ["traffic", "perMonth", quantity],
      `is ${total}, but the groups alone state ${stated}; make it larger, or take it out`,
    );
  }
};

const objectiveGroups: Check = ({ objectives, clientGroups }, report) => {
  objectives.latency?.forEach((latency, at) => {
    unknownGroups(clientGroups, latency.groups, ["objectives", "latency", at, "groups"], report);
  });
  if (objectives.attainmentRatio !== undefined && objectives.rtoS === undefined) {
    report(["objectives", "rtoS"], "is missing, and attainmentRatio says how often it must hold");
  }
};

const residency: Check = ({ constraints, clientGroups, endpoints }, report) => {
  const places = new Set(endpoints.map(({ place }) => place));
  constraints?.residency?.forEach(({ groups, allowedPlaces }, at) => {
    const path = ["constraints", "residency", at];
    unknownGroups(clientGroups, groups, [...path, "groups"], report);
    if (allowedPlaces.some((place) => places.has(place))) return;
    report(
      [...path, "allowedPlaces"],
      `no endpoint stands in any of them; endpoints stand in ${listed(places)}`,
    );
  });
};

const incumbentEntry: Check = ({ incumbent, entries }, report) => {
  if (incumbent === undefined || entries[incumbent.entry] !== undefined) return;
  report(
    ["incumbent", "entry"],
    `entries has no ${incumbent.entry}; add it, or name the other one`,
  );
};

const strategies: Check = ({ recovery }, report) => {
  const known = recovery?.strategies ?? [];
  known.forEach(({ strategy, usdPerMonth, costRatio }, at) => {
    const path = ["recovery", "strategies", at];
    if (known.findIndex((each) => each.strategy === strategy) < at) {
      report([...path, "strategy"], `${strategy} stands twice; put both into one`);
    }
    const isOfUnknown = costRatio !== undefined && usdPerMonth === undefined;
    if (isOfUnknown && recovery?.primaryUsdPerMonth === undefined) {
      report(["recovery", "primaryUsdPerMonth"], "is missing, and a costRatio is a share of it");
    }
  });
};

const CHECKS = [
  idsOnce,
  pinnedEndpoints,
  shares,
  traffic,
  totals,
  objectiveGroups,
  residency,
  incumbentEntry,
  strategies,
];

function unknownGroups(
  groups: ServiceFileShape["clientGroups"],
  named: readonly string[] | undefined,
  path: PropertyKey[],
  report: Report,
): void {
  const known = idsOf(groups);
  named?.forEach((id, at) => {
    if (known.has(id)) return;
    const has = known.size === 0 ? "clientGroups is empty" : `there are ${listed(known)}`;
    report([...path, at], `${id}: no such client group; ${has}`);
  });
}

function idsOf(list: readonly { readonly id: string }[]): Set<string> {
  return new Set(list.map(({ id }) => id));
}

function listed(names: Iterable<string>): string {
  return [...names].join(", ");
}
