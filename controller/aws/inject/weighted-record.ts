import type { Change, ResourceRecordSet } from "@aws-sdk/client-route-53";
import { canonicalName } from "../../core/routing/names.ts";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { InForce } from "../../failover/inject/injection.ts";

/** Which record of a hosted zone is meant. */
export type RecordName = {
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string;
};

export function isOfGroup(set: ResourceRecordSet, { name, type }: RecordName): boolean {
  return set.Type === type && canonicalName(set.Name ?? "") === canonicalName(name);
}

export function recordIn(
  group: readonly ResourceRecordSet[],
  { setIdentifier }: RecordName,
): ResourceRecordSet | undefined {
  return group.find(({ SetIdentifier }) => SetIdentifier === setIdentifier);
}

/**
 * The weight of a record that can be led away from, by weight.
 *
 * @param group all records of its name and type
 * @throws InjectProblem that names the field of the plan
 */
export function weightToTake(group: readonly ResourceRecordSet[], record: RecordName): number {
  const { name, type, setIdentifier } = record;
  const words = `${name} ${type} ${JSON.stringify(setIdentifier)}`;
  const found = recordIn(group, record);
  if (found === undefined) {
    const others = group.map(({ SetIdentifier = "" }) => JSON.stringify(SetIdentifier)).join(", ");
    throw new InjectProblem(
      `injector.setIdentifier: there is no record ${words} in the hosted zone.`,
      others === ""
        ? "Correct injector.name or injector.type; there is no record of them."
        : `Choose one of ${others}.`,
    );
  }
  if (found.Weight === undefined) {
    throw new InjectProblem(
      `injector.setIdentifier: the record ${words} has no weight.`,
      "Choose a weighted record, or make its health check fail instead.",
    );
  }
  if (found.TrafficPolicyInstanceId !== undefined) {
    throw new InjectProblem(
      `injector.setIdentifier: the record ${words} was made by a traffic policy, and changes with it alone.`,
      "Choose another record, or make its health check fail instead.",
    );
  }
  if (found.Weight === 0) {
    throw new InjectProblem(
      `The record ${words} has weight 0 already.`,
      "Give it a weight, then prepare anew.",
    );
  }
  if (group.some((each) => each !== found && (each.Weight ?? 0) > 0)) return found.Weight;
  throw new InjectProblem(
    `No other record of ${name} ${type} has a weight above 0: with 0 in all of them Route 53 answers each as often as the others.`,
    "Give another one a weight first.",
  );
}

/** Only this record, and of it only the weight, becomes another. */
export function changeOfWeight(found: ResourceRecordSet, weight: number): Change {
  return { Action: "UPSERT", ResourceRecordSet: { ...found, Weight: weight } };
}

/** @param weight as it was before the failure */
export function lookOfRecord(found: ResourceRecordSet | undefined, weight: number): InForce {
  if (found === undefined) {
    return { state: "other", reason: `the record is not there any more; it had weight ${weight}` };
  }
  const now = found.Weight;
  const reason = now === undefined ? "the record has no weight" : `the record has weight ${now}`;
  if (now === 0) return { state: "in_force", reason };
  if (now === weight) return { state: "restored", reason };
  return { state: "other", reason: `${reason}, and had ${weight}` };
}
