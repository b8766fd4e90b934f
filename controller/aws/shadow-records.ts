import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  NoSuchHostedZone,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import type { RecordSet } from "../contract/aws/record-set.ts";
import type { ShadowPlan } from "../contract/shadow.ts";
import { isShadowName } from "../core/answers/shadow-set.ts";
import { canonicalName } from "../core/routing/names.ts";
import { ROUTE53 } from "./read/route53.ts";
import type { Session } from "./session.ts";

type Calls = Pick<Session, "call">;

/** Waiting is the caller's: by the wall, or as fast as a test wants it. */
type Pause = (ms: number) => Promise<void>;

const LOOK_EVERY_MS = 2_000;
/** Changes reach all name servers within 60 s as a rule: API_GetChange. */
const INSYNC_WITHIN_LOOKS = 150;
const COMMENT = "Isochrone asks what Route 53 would answer; deleted right after";

/** A change that would touch what is not the shadow's own. */
class ForeignNameError extends Error {
  override readonly name = "ForeignNameError";
}

/**
 * Writes a shadow and waits until all name servers have it.
 *
 * @throws the error of the SDK; ForeignNameError for records of other names
 */
export async function writeShadow(session: Calls, plan: ShadowPlan, pause: Pause): Promise<void> {
  const sets = targetsFirst(plan.records).map(resourceRecordSet);
  const id = await change(session, plan, "CREATE", sets);
  for (let looks = 0; looks < INSYNC_WITHIN_LOOKS; looks += 1) {
    const action = { ...ROUTE53, action: "GetChange" } as const;
    const { ChangeInfo } = await session.call(action, (client, options) =>
      client.send(new GetChangeCommand({ Id: id }), options),
    );
    if (ChangeInfo?.Status === "INSYNC") return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error("The shadow did not reach all name servers within 5 minutes.");
}

/** Route 53 takes an alias only of a record set that is there, or comes before it in the batch. */
function targetsFirst(records: readonly RecordSet[]): readonly RecordSet[] {
  const ordered = new Set<RecordSet>();
  const seen = new Set<RecordSet>();
  const add = (set: RecordSet) => {
    if (seen.has(set)) return;
    seen.add(set);
    const target = canonicalName(set.alias?.dnsName ?? "");
    for (const each of records) if (canonicalName(each.name) === target) add(each);
    ordered.add(set);
  };
  for (const set of records) add(set);
  return [...ordered];
}

/**
 * Deletes what there is of a shadow, as it stands in the zone, and answers how many record sets that were: none
 * where the zone itself is gone.
 *
 * @throws the error of the SDK
 */
export async function deleteShadow(session: Calls, plan: ShadowPlan): Promise<number> {
  try {
    const sets = await listShadow(session, plan);
    if (sets.length > 0) await change(session, plan, "DELETE", sets);
    return sets.length;
  } catch (error) {
    if (error instanceof NoSuchHostedZone) return 0;
    throw error;
  }
}

/** Names are listed by their labels from the right, so that those below a name follow it at once. */
async function listShadow(session: Calls, plan: ShadowPlan): Promise<ResourceRecordSet[]> {
  const found: ResourceRecordSet[] = [];
  let next: Pick<ListInput, "StartRecordName" | "StartRecordType" | "StartRecordIdentifier"> = {
    StartRecordName: plan.shadowName,
  };
  for (;;) {
    const input: ListInput = { HostedZoneId: plan.zone, ...next };
    const action = { ...ROUTE53, action: "ListResourceRecordSets" } as const;
    const page = await session.call(action, (client, options) =>
      client.send(new ListResourceRecordSetsCommand(input), options),
    );
    const sets = page.ResourceRecordSets ?? [];
    const own = sets.filter(({ Name = "" }) => isOwn(Name, plan));
    found.push(...own);
    if (page.IsTruncated !== true || own.length < sets.length) return found;
    next = {
      StartRecordName: page.NextRecordName,
      StartRecordType: page.NextRecordType,
      StartRecordIdentifier: page.NextRecordIdentifier,
    };
  }
}

type ListInput = ConstructorParameters<typeof ListResourceRecordSetsCommand>[0];

async function change(
  session: Calls,
  plan: ShadowPlan,
  action: "CREATE" | "DELETE",
  sets: readonly ResourceRecordSet[],
): Promise<string | undefined> {
  const foreign = sets.find(({ Name = "" }) => !isOwn(Name, plan));
  if (foreign !== undefined) {
    throw new ForeignNameError(`${foreign.Name} is no name of the shadow ${plan.shadowName}`);
  }
  const Changes = sets.map((set): Change => ({ Action: action, ResourceRecordSet: set }));
  const call = { ...ROUTE53, action: "ChangeResourceRecordSets" } as const;
  const ChangeBatch = { Changes, Comment: COMMENT };
  const { ChangeInfo } = await session.call(call, (client, options) =>
    client.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: plan.zone, ChangeBatch }),
      options,
    ),
  );
  return ChangeInfo?.Id;
}

function isOwn(name: string, { id, zoneName }: ShadowPlan): boolean {
  return isShadowName(name, id, zoneName);
}

function resourceRecordSet(set: RecordSet): ResourceRecordSet {
  const { alias, values, routing } = set;
  const fields = {
    Name: set.name,
    Type: set.type,
    SetIdentifier: set.setIdentifier,
    HealthCheckId: set.healthCheckId,
    TTL: set.ttlS,
    ResourceRecords: values?.map((Value) => ({ Value })),
    AliasTarget:
      alias === undefined
        ? undefined
        : {
            HostedZoneId: alias.hostedZoneId,
            DNSName: alias.dnsName,
            EvaluateTargetHealth: alias.evaluateTargetHealth,
          },
    ...policyFields(routing),
  };
  return fields as ResourceRecordSet;
}

function policyFields(
  routing: RecordSet["routing"],
): Partial<Record<keyof ResourceRecordSet, unknown>> {
  switch (routing.policy) {
    case "simple":
      return {};
    case "weighted":
      return { Weight: routing.weight };
    case "latency":
      return { Region: routing.region };
    case "failover":
      return { Failover: routing.role };
    case "multivalue":
      return { MultiValueAnswer: true };
    case "ip-based": {
      const { collectionId, location } = routing;
      return { CidrRoutingConfig: { CollectionId: collectionId, LocationName: location } };
    }
    case "geolocation": {
      const { continentCode, countryCode, subdivisionCode } = routing;
      return {
        GeoLocation: {
          ContinentCode: continentCode,
          CountryCode: countryCode,
          SubdivisionCode: subdivisionCode,
        },
      };
    }
    case "geoproximity": {
      const { region, localZoneGroup, coordinates, bias } = routing;
      return {
        GeoProximityLocation: {
          AWSRegion: region,
          LocalZoneGroup: localZoneGroup,
          Coordinates:
            coordinates === undefined
              ? undefined
              : { Latitude: coordinates.latitude, Longitude: coordinates.longitude },
          Bias: bias === 0 ? undefined : bias,
        },
      };
    }
  }
}
