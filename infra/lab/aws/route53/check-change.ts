import {
  type Change,
  ChangeAction,
  type ResourceRecordSet,
  RRType,
} from "@aws-sdk/client-route-53";
import { wrongPolicyField } from "./check-policy-fields.ts";
import { canonicalName } from "./domain-name.ts";
import { policiesOf } from "./policy.ts";
import { invalidInput } from "./problems.ts";
import type { KnownRecordSet } from "./record-set.ts";

/** A change whose form is right; whether it can be made depends on the zone. */
export interface SoundChange {
  readonly action: ChangeAction;
  readonly set: KnownRecordSet;
}

/** Holds one change against the rules of form. Throws InvalidInput with the change it speaks of. */
export function soundChange(change: Change): SoundChange {
  const { Action, ResourceRecordSet: set } = change;
  if (set?.Name === undefined || set.Type === undefined || Action === undefined) {
    throw invalidInput("Invalid request: Action, Name and Type are needed in every Change");
  }
  const where = ` in Change with [Action=${Action}, Name=${set.Name}, Type=${set.Type}, SetIdentifier=${set.SetIdentifier ?? "null"}]`;
  const name = canonicalName(set.Name);
  if (name === undefined) {
    throw invalidInput(`Invalid request: '${set.Name}' is not a domain name${where}`);
  }
  const wrong = unknownWord(Action, set.Type) ?? wrongShape(set) ?? wrongPolicyField(set);
  if (wrong !== undefined) throw invalidInput(`Invalid request: ${wrong}${where}`);
  return { action: Action, set: { ...set, Name: name, Type: set.Type } };
}

function unknownWord(action: string, type: string): string | undefined {
  const known: readonly string[] = Object.values(ChangeAction);
  if (!known.includes(action)) return `Action must be one of [${known.join(", ")}]`;
  const types: readonly string[] = Object.values(RRType);
  if (!types.includes(type)) return `Type must be one of [${types.join(", ")}]`;
  return undefined;
}

function wrongShape(set: ResourceRecordSet): string | undefined {
  const alias = set.AliasTarget !== undefined;
  const values = set.TTL !== undefined || set.ResourceRecords !== undefined;
  if (alias === values) {
    const found = alias ? "more than one" : "none";
    return `Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found ${found}`;
  }
  if (values && (set.TTL === undefined || (set.ResourceRecords ?? []).length === 0)) {
    return `Missing field '${set.TTL === undefined ? "TTL" : "ResourceRecords"}'`;
  }
  return wrongPolicy(set);
}

function wrongPolicy(set: ResourceRecordSet): string | undefined {
  const policies = policiesOf(set);
  if (policies.length > 1) {
    return "Expected exactly one of [Weight, Region, Failover, MultiValueAnswer, GeoLocation, GeoProximityLocation, or CidrRoutingConfig], but found more than one";
  }
  if (policies.length === 1 && set.SetIdentifier === undefined) {
    return "Missing field 'SetIdentifier'";
  }
  if (policies.length === 0 && set.SetIdentifier !== undefined) {
    return "Missing field 'Weight, Region, Failover, MultiValueAnswer, GeoLocation, GeoProximityLocation, or CidrRoutingConfig'";
  }
  if (policies[0] === "multivalue" && set.AliasTarget !== undefined) {
    return "MultiValueAnswer cannot be used with AliasTarget";
  }
  if (policies[0] === "failover" && set.AliasTarget?.EvaluateTargetHealth === false) {
    return "EvaluateTargetHealth must be true in the AliasTarget of a failover record set";
  }
  if (policies[0] === "multivalue" && set.Type === "CNAME") {
    return "MultiValueAnswer cannot be used with Type CNAME";
  }
  const needsOne = policies[0] === "weighted" || policies[0] === "latency";
  if (needsOne && (set.ResourceRecords ?? []).length > 1) {
    return `A ${policies[0]} record set has one ResourceRecord`;
  }
  return undefined;
}
