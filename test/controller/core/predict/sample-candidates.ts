import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import { acceleratorDraft } from "../../../../controller/core/candidates/accelerator.ts";
import { type Draft, designOf } from "../../../../controller/core/candidates/draft.ts";
import type { Ground } from "../../../../controller/core/candidates/ground.ts";
import { hybridDraft } from "../../../../controller/core/candidates/hybrid.ts";
import {
  latencyDraft,
  multivalueDraft,
  simpleDraft,
  weightedDraft,
} from "../../../../controller/core/candidates/plain-policies.ts";
import {
  type DesignSettings,
  settingsName,
  TRIED_SETTINGS,
} from "../../../../controller/core/candidates/settings.ts";
import type { Candidate } from "../../../../controller/core/predict/candidate.ts";

export const SETTINGS = TRIED_SETTINGS[0] as DesignSettings;

type Policy = "latency" | "multivalue" | "weighted" | "simple";

/** A design of the kinds that designs are made of, out of what stands on a ground. */
export function candidate(
  ground: Ground,
  kind: Policy | "accelerator",
  settings: DesignSettings = SETTINGS,
): Candidate {
  const draft = kind === "accelerator" ? acceleratorDraft(ground, settings) : plain(kind);
  function plain(policy: Policy): Draft {
    const { ttlS } = settings;
    const [first] = ground.endpoints;
    if (first === undefined) throw new Error("the ground has no endpoint");
    if (policy === "simple") return simpleDraft(ground, ttlS, first);
    if (policy === "latency") return latencyDraft(ground, ttlS);
    if (policy === "multivalue") return multivalueDraft(ground, ttlS);
    return weightedDraft(ground, ttlS, new Map(ground.endpoints.map(({ id }) => [id, 1])));
  }
  return made(ground, settings, draft, {
    name: `${kind} ${settingsName(settings)}`,
    kind: kind === "accelerator" ? kind : "route53",
    policy: kind === "accelerator" ? null : kind,
    acceleratorGroups: kind === "accelerator" ? ground.groups.map(({ id }) => id) : [],
  });
}

/** Some groups by the accelerator, told by their countries, all others by latency. */
export function hybrid(
  ground: Ground,
  acceleratorGroups: readonly string[],
  settings: DesignSettings = SETTINGS,
): Candidate {
  const draft = hybridDraft(ground, settings, new Set(acceleratorGroups), "geolocation", (name) =>
    latencyDraft(ground, settings.ttlS, name),
  );
  const name = `hybrid ${acceleratorGroups.join(",")} ${settingsName(settings)}`;
  return made(ground, settings, draft, {
    name,
    kind: "hybrid",
    policy: "latency",
    acceleratorGroups,
  });
}

function made(
  ground: Ground,
  settings: DesignSettings,
  draft: Draft,
  what: Pick<Candidate, "name" | "kind" | "policy" | "acceleratorGroups">,
): Candidate {
  return {
    ...what,
    settings,
    design: RoutingDesign.parse(designOf(ground, settings, draft)),
    door: { host: ground.name, port: ground.port },
  };
}
