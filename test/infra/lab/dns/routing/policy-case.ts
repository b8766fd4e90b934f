import { readdirSync, readFileSync } from "node:fs";
import type { Change, HealthCheckConfig, ResourceRecordSet } from "@aws-sdk/client-route-53";
import { parse } from "yaml";
import { z } from "zod";
import { afterBatch } from "../../../../../infra/lab/aws/route53/change-batch.ts";
import { firstRecords } from "../../../../../infra/lab/aws/route53/zone.ts";
import { seededRandom } from "../../../../../infra/lab/delay/random.ts";
import type { Client } from "../../../../../infra/lab/dns/routing/client.ts";
import type { RoutingMeans } from "../../../../../infra/lab/dns/routing/means.ts";
import { type Resolution, resolveName } from "../../../../../infra/lab/dns/routing/resolve.ts";
import type { ServedZone } from "../../../../../infra/lab/dns/routing/served-zone.ts";
import type { HealthService } from "../../../../../infra/lab/health/health-service.ts";
import { quietHealth } from "../../health/quiet-health.ts";
import { atlas } from "../../small-world.ts";

/** A record set: `id`, the fields of its policy, and where it leads. Without `alias` and `target` to its id. */
const RecordSet = z.looseObject({
  id: z.string(),
  type: z.string().default("TXT"),
  /** Of the health check. */
  check: z.string().optional(),
  /** Label of the name in the zone that it is an alias of. */
  alias: z.string().optional(),
  /** Host name of a resource of AWS that it is an alias of. */
  target: z.string().optional(),
  evaluates: z.boolean().default(false),
  values: z.array(z.string()).optional(),
});
type RecordSet = z.infer<typeof RecordSet>;

const ClientPlace = z.strictObject({
  country: z.string(),
  continent: z.string(),
  subdivision: z.string().optional(),
  latitude: z.number(),
  longitude: z.number(),
});

const HealthCheck = z.looseObject({
  Type: z.enum(["CALCULATED", "CLOUDWATCH_METRIC", "RECOVERY_CONTROL"]),
  ChildHealthChecks: z.array(z.string()).optional(),
});

const PolicyCase = z.strictObject({
  title: z.string(),
  /** Record sets by the label of their name below `case.example`. */
  zone: z.record(z.string(), z.array(RecordSet)),
  /** Of checks that are not simply up or down. */
  checks: z.record(z.string(), HealthCheck).default({}),
  /** Host names of AWS's resources, and whether they are healthy. */
  targets: z.record(z.string(), z.boolean()).default({}),
  cidrs: z.record(z.string(), z.array(z.string())).default({}),
  asks: z.array(
    z.strictObject({
      /** Why it is so. */
      because: z.string().optional(),
      name: z.string().default("www"),
      type: z.string().default("TXT"),
      /** Who asks; left out, somebody whom no table knows. */
      place: ClientPlace.optional(),
      network: z.string().optional(),
      rttMs: z.record(z.string(), z.number()).default({}),
      /** Checks that are unhealthy then. */
      down: z.array(z.string()).default([]),
      /** Everything that is ever answered. */
      gets: z.array(z.string()),
      /** How many values an answer has. */
      atOnce: z.number().default(1),
      nameError: z.boolean().default(false),
    }),
  ),
});
type PolicyCase = z.infer<typeof PolicyCase>;
type Ask = PolicyCase["asks"][number];

const ZONE_ID = "ZCASE";
const ELSEWHERE = "ZELSEWHERE";
const DOMAIN = "case.example.";
const COLLECTION_ID = "c0ffee00-0000-4000-8000-000000000001";

const here = new URL("cases/", import.meta.url);

/** The cases of every policy, by the name of their file. */
export function readPolicyCases(): [string, PolicyCase[]][] {
  return readdirSync(here)
    .sort()
    .map((file) => [
      file.replace(".yaml", ""),
      z.array(PolicyCase).parse(parse(readFileSync(new URL(file, here), "utf8"))),
    ]);
}

/** Asks the zone of a case again and again, as the name server does. */
export function askRepeatedly(policyCase: PolicyCase, ask: Ask, times: number): Resolution[] {
  const zone = zoneOf(policyCase.zone);
  const means = meansOf(policyCase, ask.down);
  const question = { name: `${ask.name}.${DOMAIN}`, type: ask.type };
  const client = clientOf(ask);
  return Array.from({ length: times }, () => resolveName(zone, question, client, means));
}

/** A zone that Route 53's own checks have let pass. */
function zoneOf(names: PolicyCase["zone"]): ServedZone {
  const changes = Object.entries(names).flatMap(([label, sets]) =>
    sets.map((set): Change => ({ Action: "CREATE", ResourceRecordSet: asRecordSet(label, set) })),
  );
  const records = firstRecords(DOMAIN, ["ns-1.lab.test"]);
  const empty = { id: ZONE_ID, name: DOMAIN, records, protections: new Map() };
  const known = { hasHealthCheck: () => true, hasCidrLocation: () => true };
  return { id: ZONE_ID, name: DOMAIN, records: afterBatch(empty, changes, known) };
}

function asRecordSet(label: string, set: RecordSet): ResourceRecordSet {
  const { id, type, check, alias, target, evaluates, values = [id], ...policy } = set;
  const leads =
    alias === undefined && target === undefined
      ? { TTL: 60, ResourceRecords: values.map((Value) => ({ Value: inForm(type, Value) })) }
      : {
          AliasTarget: {
            HostedZoneId: alias === undefined ? ELSEWHERE : ZONE_ID,
            DNSName: alias === undefined ? target : `${alias}.${DOMAIN}`,
            EvaluateTargetHealth: evaluates,
          },
        };
  return {
    Name: `${label}.${DOMAIN}`,
    Type: type as ResourceRecordSet["Type"],
    ...(Object.keys(policy).length > 0 && { SetIdentifier: id }),
    ...(check !== undefined && { HealthCheckId: check }),
    ...leads,
    ...policy,
  };
}

const inForm = (type: string, value: string) => (type === "TXT" ? `"${value}"` : value);

/** Values as the cases write them. */
export const plainValues = ({ sets }: Resolution) =>
  (sets.at(-1)?.values ?? []).map((value) => value.replace(/^"(.*)"$/, "$1"));

function meansOf(policyCase: PolicyCase, down: readonly string[]): RoutingMeans {
  const { targets, cidrs } = policyCase;
  return {
    health: healthOf(policyCase, down),
    targets: {
      find: (_, dnsName) => {
        const isHealthy = targets[dnsName];
        return isHealthy === undefined ? undefined : { addresses: [dnsName], ttlS: 60, isHealthy };
      },
    },
    cidrs: {
      blocksOf: (id) =>
        id === COLLECTION_ID
          ? new Map(
              Object.entries(cidrs).flatMap(([location, blocks]) =>
                blocks.map((block) => [block, location] as const),
              ),
            )
          : undefined,
    },
    random: seededRandom(7),
    pointOf: (place) => atlas.places.get(place) ?? atlas.places.get(`${place}a`),
  };
}

/** Real checks: of an alarm of their own name, where the case says nothing else. */
function healthOf({ zone, checks }: PolicyCase, down: readonly string[]): HealthService {
  const health = quietHealth();
  const named = Object.values(zone).flatMap((sets) => sets.flatMap(({ check }) => check ?? []));
  const alarms = new Set([
    ...named,
    ...Object.values(checks).flatMap(({ ChildHealthChecks: children }) => children ?? []),
    ...down,
  ]);
  for (const name of alarms) {
    if (checks[name] !== undefined) continue;
    health.switches.setAlarm({ region: "us-east-1", name }, down.includes(name) ? "ALARM" : "OK");
    const AlarmIdentifier = { Region: "us-east-1" as const, Name: name };
    health.put(name, { Type: "CLOUDWATCH_METRIC", AlarmIdentifier });
  }
  for (const [id, config] of Object.entries(checks)) health.put(id, config as HealthCheckConfig);
  return health;
}

function clientOf({ place, network, rttMs }: Ask): Client {
  const [address = "", prefixLength] = network?.split("/") ?? [];
  return {
    network: network === undefined ? undefined : { address, prefixLength: Number(prefixLength) },
    place: place && { ...place, subdivision: place.subdivision },
    rttMsTo: (region) => rttMs[region],
  };
}
