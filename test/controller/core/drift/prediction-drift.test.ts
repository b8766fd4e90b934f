import { describe, expect, it } from "vitest";
import type { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import { Service } from "../../../../controller/contract/estate.ts";
import type { PathEvidence } from "../../../../controller/core/advise/path-evidence.ts";
import {
  type PredictionInput,
  predictionDrift,
} from "../../../../controller/core/drift/prediction-drift.ts";
import { routingModel } from "../../../../controller/core/drift/routing-model.ts";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { measuredBucket } from "../advise/measured-bucket.ts";
import { shopDesign } from "../routing/shop-design.ts";
import { SHOP, VANTAGES } from "./sample-shop.ts";

const NEAREST = {
  "us-east-1": "us-east-1",
  "eu-central-1": "eu-west-1",
  "ap-southeast-2": "ap-southeast-2",
} as const;

type Vantage = keyof typeof NEAREST;

/** New connections of a vantage by who served them. */
function served(vantage: Vantage, servedBy: Record<string, number>): PathEvidence {
  const n = Object.values(servedBy).reduce((sum, count) => sum + count, 0);
  const bucket = { ...measuredBucket({ medianMs: 20, n }), servedBy };
  return { vantage, entry: "dns", endpoint: null, bucket };
}

function time(vantage: Vantage, endpoint: string | null, medianMs: number): PathEvidence {
  const entry = endpoint === null ? "dns" : "direct";
  return { vantage, entry, endpoint, bucket: measuredBucket({ medianMs, spreadMs: 1, n: 400 }) };
}

const VANTAGE_IDS = Object.keys(NEAREST) as Vantage[];
const AS_PREDICTED = VANTAGE_IDS.map((id) => served(id, { [NEAREST[id]]: 700 }));
const TIMES = VANTAGE_IDS.flatMap((id) => [time(id, NEAREST[id], 20), time(id, null, 20)]);

function drift(
  changes: Partial<PredictionInput> = {},
  service: Service = SHOP,
  design: RoutingDesign = shopDesign(),
) {
  return predictionDrift({
    endpoints: service.endpoints.map(({ id }) => id),
    model: routingModel(service, VANTAGES, null),
    design: canonicalDesign(design),
    health: {},
    connections: AS_PREDICTED,
    times: TIMES,
    fromMs: 0,
    toMs: 3_600_000,
    ...changes,
  });
}

function withEurope(servedBy: Record<string, number>): PathEvidence[] {
  return AS_PREDICTED.map((path) =>
    path.vantage === "eu-central-1" ? served("eu-central-1", servedBy) : path,
  );
}

describe("controller/core/drift/prediction-drift", () => {
  it("finds nothing where everybody is served as predicted, in the time predicted", () => {
    expect(drift()).toEqual({
      sense: "prediction",
      compared: 6,
      findings: [],
      unread: [],
      unreadSubjects: [],
    });
  });

  it("tells who is served by another endpoint, by how many, and on how many answers", () => {
    const { findings, compared } = drift({
      connections: withEurope({ "us-east-1": 560, "eu-west-1": 140 }),
    });
    expect(compared).toBe(5);
    expect(findings).toMatchObject([
      {
        id: "prediction served dns europe",
        severity: "high",
        was: "eu-west-1 100 %",
        is: "us-east-1 80 %, eu-west-1 20 %",
        samples: 700,
        affected: { share: 0.5, groups: [{ group: "europe", how: "moved" }] },
      },
    ]);
    expect(findings[0]?.affected.movedShare).toBeCloseTo(0.4);
  });

  it.each<[string, Record<string, number>, number]>([
    ["a few answers elsewhere", { "eu-west-1": 680, "us-east-1": 20 }, 0],
    ["somebody who is no endpoint", { "203.0.113.9": 700 }, 1],
  ])("judges %s", (_, servedBy, count) => {
    expect(drift({ connections: withEurope(servedBy) }).findings).toHaveLength(count);
  });

  it("does not take many answers from one lookup for many", () => {
    // 60 s of a name with a TTL of 60 s: each vantage asked once, whatever it connected meanwhile.
    const connections = withEurope({ "eu-west-1": 400, "us-east-1": 300 });
    expect(drift({ connections, toMs: 60_000 }).findings).toEqual([]);
    expect(drift({ connections }).findings).toHaveLength(1);
  });

  it("predicts with what AWS found down", () => {
    const health = { downChecks: new Set(["check-eu-west-1"]) };
    expect(drift({ health }).findings).toMatchObject([{ was: "us-east-1 100 %" }]);
    const connections = withEurope({ "us-east-1": 700 });
    const times = [...TIMES, time("eu-central-1", "us-east-1", 20)];
    expect(drift({ health, connections, times }).findings).toEqual([]);
  });

  it("says where too little was measured, and where the model cannot tell", () => {
    const few = drift({ connections: withEurope({ "us-east-1": 19 }) });
    expect(few).toMatchObject({
      compared: 4,
      findings: [],
      unread: [
        { what: "who serves Europe by Route 53", sense: "prediction" },
        { what: "p50 of Europe by Route 53" },
      ],
    });
    const service = Service.parse({
      ...SHOP,
      clientGroups: [{ id: "all", label: "All", share: 1, vantages: ["mars"] }],
    });
    expect(drift({}, service).unread).toMatchObject([
      { what: "who serves All by Route 53", why: "no vantage stands for them" },
      { what: "p50 of All by Route 53" },
    ]);
  });

  it("does not take an address that no endpoint is known to have for somebody else", () => {
    const endpoints = SHOP.endpoints.map((each) =>
      each.id === "eu-west-1"
        ? { ...each, url: "http://eu.shop.example/", addresses: [], resource: undefined }
        : each,
    );
    const { findings, unread } = drift({}, Service.parse({ ...SHOP, endpoints }));
    expect(findings).toEqual([]);
    expect(unread[0]).toMatchObject({
      what: "who serves Europe by Route 53",
      why: "no endpoint is known to have 198.51.100.2",
      mend: expect.stringContaining("addresses of the endpoint"),
    });
  });

  it("tells times that the endpoint's own way does not explain", () => {
    const times = TIMES.map((path) =>
      path.vantage === "eu-central-1" && path.entry === "dns"
        ? time("eu-central-1", null, 45)
        : path,
    );
    const { findings } = drift({ times });
    expect(findings).toMatchObject([
      { id: "prediction latency dns europe", severity: "medium", samples: 400, setting: "p50" },
    ]);
    expect(findings[0]?.sentence).toContain("should have the times of eu-west-1");
    expect(drift({ times: [] }).unread.map(({ what }) => what)).toEqual([
      "p50 of Americas by Route 53",
      "p50 of Europe by Route 53",
      "p50 of Asia by Route 53",
    ]);
  });
});
