import { describe, expect, it } from "vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import { candidatesFor } from "../../../../controller/core/candidates/candidates-for.ts";
import { constraintCheck } from "../../../../controller/core/constraints/constraint-check.ts";
import type { Candidate } from "../../../../controller/core/predict/candidate.ts";
import { SAMPLE_SERVICE, sampleGround } from "../candidates/sample-ground.ts";
import { sampleKnowledge } from "../candidates/sample-knowledge.ts";
import { sampleContext } from "./sample-context.ts";

const LOAD_BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer";
const ACCELERATED = [{ group: "brazil", weightedGainUs: 4_000, usdPerMonth: 5 }];

const withResource = (id: string, resource: string) => ({
  endpoints: SAMPLE_SERVICE.endpoints.map((each) =>
    each.id === id ? { ...each, resource } : each,
  ),
});

/** Candidates for the sample service with changes, and what is wrong with each of them. */
function made(change: object) {
  const ground = sampleGround(change);
  const knowledge = sampleKnowledge(ground, { accelerated: ACCELERATED });
  const service = Service.parse({ ...SAMPLE_SERVICE, ...change });
  const { candidates } = candidatesFor(ground, knowledge, null);
  return { candidates, check: () => constraintCheck(sampleContext(service, ground, knowledge)) };
}

const known = new Map<string, ReturnType<typeof made>>();

/** What is wrong with one of them, perhaps altered. */
function asked(
  change: object,
  name: string,
  alter: (candidate: Candidate) => Candidate = (c) => c,
) {
  const key = JSON.stringify(change);
  const { candidates, check } = known.get(key) ?? made(change);
  known.set(key, { candidates, check });
  const candidate = candidates.find((each) => each.routingKey === name);
  if (candidate === undefined) throw new Error(`no ${name}`);
  return check()(alter(candidate));
}

const codes = (...args: Parameters<typeof asked>) =>
  asked(...args)
    .map(({ code }) => code)
    .join(" ");

const STATIC = { constraints: { staticIps: true } };
const KEEP = { constraints: { clientIp: "preserve" } };
const UDP = { constraints: { protocols: ["udp"] } };
const ALONE = { constraints: { controlPlaneIndependent: true } };
const RTO = { objectives: { rtoS: 60 } };
const IRISH = {
  constraints: { residency: [{ groups: ["portugal"], allowedPlaces: ["eu-west-1"] }] },
};
const EASTERN = {
  constraints: {
    residency: [{ groups: ["brazil"], allowedPlaces: ["us-east-1", "eu-west-1", "us-west-2"] }],
  },
};

const accelerators =
  (change: (group: object) => object) =>
  (candidate: Candidate): Candidate => ({
    ...candidate,
    design: {
      ...candidate.design,
      accelerators: candidate.design.accelerators.map((accelerator) => ({
        ...accelerator,
        listeners: accelerator.listeners.map((listener) => ({
          ...listener,
          endpointGroups: listener.endpointGroups.map((group) => change(group) as typeof group),
        })),
      })),
    },
  });

const records =
  (change: (set: Candidate["design"]["hostedZones"][number]["records"][number]) => object) =>
  (candidate: Candidate): Candidate => ({
    ...candidate,
    design: {
      ...candidate.design,
      hostedZones: candidate.design.hostedZones.map((zone) => ({
        ...zone,
        records: zone.records.map((set) => change(set) as typeof set),
      })),
    },
  });

const unchecked = records(({ healthCheckId: _none, ...set }) => set);
const uncheckedIreland = records(({ healthCheckId, ...set }) =>
  set.values?.includes("198.51.100.2") === true ? set : { ...set, healthCheckId },
);
const elasticIp = withResource("virginia", "eipalloc-0123456789abcdef0");

describe("controller/core/constraints/constraint-check", () => {
  it.each<[string, object, string, string, ((candidate: Candidate) => Candidate)?]>([
    ["nothing is demanded", {}, "latency", ""],
    ["addresses must stay", STATIC, "latency", "static_ips"],
    ["addresses must stay", STATIC, "hybrid brazil over latency", "static_ips"],
    ["addresses must stay", STATIC, "accelerator", ""],
    ["addresses must stay, those of instances do not", STATIC, "simple", "static_ips"],
    [
      "addresses must stay",
      { ...STATIC, ...withResource("ireland", "eipalloc-0123456789abcdef0"), ...elasticIp },
      "failover",
      "static_ips",
    ],
    ["the client's address is wanted, of instances", KEEP, "accelerator", ""],
    ["the client's address is wanted, names hide nothing", KEEP, "latency", ""],
    ["the client's address is wanted", { ...KEEP, ...elasticIp }, "accelerator", "client_ip"],
    [
      "the client's address is wanted",
      { ...KEEP, ...withResource("ireland", `${LOAD_BALANCER}/net/shop/1`) },
      "accelerator",
      "client_ip_unproven",
    ],
    [
      "the client's address is wanted",
      { ...KEEP, ...withResource("ireland", `${LOAD_BALANCER}/app/shop/1`) },
      "accelerator",
      "",
    ],
    [
      "the client's address is wanted and switched off",
      KEEP,
      "accelerator",
      "client_ip",
      accelerators((group) => ({
        ...group,
        endpoints: (group as { endpoints: object[] }).endpoints.map((each) => ({
          ...each,
          clientIpPreservation: false,
        })),
      })),
    ],
    ["users speak UDP", UDP, "accelerator", ""],
    ["users speak UDP", UDP, "latency", ""],
    [
      "nothing listens to UDP",
      UDP,
      "accelerator",
      "protocol",
      (candidate) => ({
        ...candidate,
        design: {
          ...candidate.design,
          accelerators: candidate.design.accelerators.map((each) => ({
            ...each,
            listeners: each.listeners.map((listener) => ({
              ...listener,
              protocol: "TCP" as const,
            })),
          })),
        },
      }),
    ],
    ["failover must need no edit", ALONE, "latency", ""],
    ["failover must need no edit", ALONE, "failover", ""],
    ["failover must need no edit", ALONE, "accelerator", ""],
    ["failover must need no edit", ALONE, "hybrid brazil over latency", ""],
    ["failover must need no edit", ALONE, "simple", "control_plane"],
    [
      "failover must need no edit, but nothing is checked",
      ALONE,
      "latency",
      "control_plane",
      unchecked,
    ],
    ["a recovery time is demanded", RTO, "weighted", ""],
    ["a recovery time is demanded", RTO, "simple", "no_failover"],
    [
      "a recovery time is demanded, but Ireland is not checked",
      RTO,
      "geolocation",
      "no_failover",
      uncheckedIreland,
    ],
    [
      "a recovery time is demanded, of half the users",
      { objectives: { rtoS: 60, attainmentRatio: 0.5 } },
      "geolocation",
      "",
      uncheckedIreland,
    ],
    ["users must stay in Ireland", IRISH, "latency", "residency"],
    ["users must stay in Ireland", IRISH, "accelerator", "residency"],
    ["users must stay in Ireland", IRISH, "geoproximity", "residency"],
    ["users must stay in Ireland", IRISH, "geolocation", ""],
    ["users must stay in Ireland", IRISH, "ip-based", ""],
    [
      "users must stay in Ireland, though the other groups need not",
      IRISH,
      "hybrid brazil over geolocation",
      "",
    ],
    [
      "users must stay in Ireland and come back soon",
      { ...IRISH, ...RTO },
      "geolocation",
      "no_failover",
    ],
    [
      "users must stay in Ireland, where nobody else is anyway",
      { constraints: { ...IRISH.constraints, controlPlaneIndependent: true } },
      "geolocation",
      "",
    ],
    ["no Local Zone may serve them", EASTERN, "latency", "residency"],
    ["no Local Zone may serve them", EASTERN, "accelerator", ""],
    [
      "an accelerator has a Local Zone behind it",
      {},
      "accelerator",
      "local_zone_behind_accelerator",
      accelerators((group) => ({
        ...group,
        endpoints: [{ endpointId: "i-0123456789abcde4", weight: 1, clientIpPreservation: false }],
      })),
    ],
    [
      "an accelerator reaches into China",
      {},
      "accelerator",
      "partition",
      accelerators((group) => ({ ...group, region: "cn-north-1" })),
    ],
    [
      "an accelerator reaches where it is not offered",
      {},
      "accelerator",
      "accelerator_region",
      accelerators((group) => ({ ...group, region: "mx-central-1" })),
    ],
    [
      "a group has too many endpoints",
      {},
      "accelerator",
      "quota",
      accelerators((group) => ({
        ...group,
        endpoints: Array.from({ length: 11 }, (_, at) => ({
          endpointId: `i-${at}`,
          weight: 1,
          clientIpPreservation: false,
        })),
      })),
    ],
    [
      "a private zone tells by blocks",
      {},
      "ip-based",
      "zone_type",
      (candidate) => ({
        ...candidate,
        design: {
          ...candidate.design,
          hostedZones: candidate.design.hostedZones.map((zone) => ({ ...zone, isPrivate: true })),
        },
      }),
    ],
  ])("%s: %j by %s breaks '%s'", (_case, change, name, expected, alter) => {
    expect(codes(change, name, alter)).toBe(expected);
  });

  it("says in a sentence what is wrong, for whom and where", () => {
    expect(asked(IRISH, "latency")[0]?.text).toBe(
      "Users may be served from where they must not be: portugal by us-east-1, us-west-2-lax-1a and us-west-2 while something fails.",
    );
    expect(asked(ALONE, "simple")[0]?.text).toBe(
      "Its failover needs a change in AWS while something fails: nothing leads portugal, mexico-city, california and 1 more from virginia elsewhere by itself.",
    );
    expect(asked(RTO, "simple")[0]?.text).toMatch(/^Nobody takes over .*: 100 % of the users stay/);
  });

  it("knows no residency of users for whom no vantage stands", () => {
    const service = Service.parse({ ...SAMPLE_SERVICE, ...IRISH });
    const ground = sampleGround(IRISH);
    const knowledge = { ...sampleKnowledge(ground), askersOf: () => [] };
    const check = constraintCheck(sampleContext(service, ground, knowledge));
    const [any] = candidatesFor(ground, sampleKnowledge(ground), null).candidates;
    expect(any && check(any)[0]?.text).toMatch(/no vantage stands for them/);
  });
});
