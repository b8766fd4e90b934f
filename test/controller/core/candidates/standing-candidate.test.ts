import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import { acceleratorDraft } from "../../../../controller/core/candidates/accelerator.ts";
import { designOf } from "../../../../controller/core/candidates/draft.ts";
import { hybridDraft } from "../../../../controller/core/candidates/hybrid.ts";
import { latencyDraft } from "../../../../controller/core/candidates/plain-policies.ts";
import { TRIED_SETTINGS } from "../../../../controller/core/candidates/settings.ts";
import { standingCandidate } from "../../../../controller/core/candidates/standing-candidate.ts";
import { sampleGround } from "./sample-ground.ts";
import { sampleKnowledge } from "./sample-knowledge.ts";

const GROUND = sampleGround();
const [SETTINGS] = TRIED_SETTINGS;
const DNS = { url: "https://www.shop.example/health", pinned: {} };
const ACCELERATOR = { url: "https://203.0.113.9/health", pinned: {} };
const GROUPS = GROUND.groups.map(({ id }) => id);

const live = (draft: Parameters<typeof designOf>[2]) =>
  RoutingDesign.parse(designOf(GROUND, SETTINGS, draft));
const standing = (
  service: Parameters<typeof standingCandidate>[0],
  draft: Parameters<typeof designOf>[2],
) => standingCandidate(service, live(draft), GROUPS, sampleKnowledge(GROUND));

describe("controller/core/candidates/standing-candidate", () => {
  it("knows by which way in each group comes", () => {
    const byLatency = latencyDraft(GROUND, 60);
    expect(standing({ dns: DNS }, byLatency)).toMatchObject({
      name: "as it stands",
      kind: "route53",
      acceleratorGroups: [],
      settings: null,
      door: { host: "www.shop.example", port: 443 },
    });
    expect(standing({ dns: DNS }, acceleratorDraft(GROUND, SETTINGS))).toMatchObject({
      kind: "accelerator",
      acceleratorGroups: GROUPS,
    });
    const hybrid = hybridDraft(GROUND, SETTINGS, new Set(["brazil"]), "geolocation", (name) =>
      latencyDraft(GROUND, 60, name),
    );
    expect(standing({ dns: DNS }, hybrid)).toMatchObject({
      kind: "hybrid",
      acceleratorGroups: ["brazil"],
    });
  });

  it("knocks where users do", () => {
    const draft = acceleratorDraft(GROUND, SETTINGS);
    const accelerators = (draft.accelerators ?? []).map((each) => ({
      ...each,
      ipSets: [{ family: "IPv4" as const, addresses: ["203.0.113.9"] }],
    }));
    const both = { dns: DNS, accelerator: ACCELERATOR, incumbent: "accelerator" as const };
    expect(standing(both, { ...draft, accelerators })).toMatchObject({
      kind: "accelerator",
      door: { host: "203.0.113.9", port: 443 },
    });
    expect(standing({ accelerator: ACCELERATOR }, { ...draft, accelerators })?.door.host).toBe(
      "203.0.113.9",
    );
    expect(standing({}, draft)).toBeNull();
  });
});
