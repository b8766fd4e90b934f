import type { SoundChange } from "./check-change.ts";
import { comparable, described, type KnownRecordSet, keyOf } from "./record-set.ts";

/** The record sets after the changes, and every reason why a change cannot be made. */
export interface Applied {
  readonly records: ReadonlyMap<string, KnownRecordSet>;
  readonly messages: readonly string[];
}

/** Makes the changes one after the other on a copy. */
export function applyChanges(
  before: ReadonlyMap<string, KnownRecordSet>,
  changes: readonly SoundChange[],
): Applied {
  const records = new Map(before);
  const messages = contradictions(changes);
  for (const { action, set } of changes) {
    const key = keyOf(set);
    const present = records.get(key);
    const wrong = action === "UPSERT" ? undefined : obstacle(action, set, present);
    if (wrong !== undefined) messages.push(wrong);
    else if (action === "DELETE") records.delete(key);
    else records.set(key, set);
  }
  return { records, messages };
}

function obstacle(
  action: "CREATE" | "DELETE",
  set: KnownRecordSet,
  present: KnownRecordSet | undefined,
): string | undefined {
  if (action === "CREATE") {
    return present && `Tried to create ${described(set)} but it already exists`;
  }
  if (present === undefined) return `Tried to delete ${described(set)} but it was not found`;
  if (comparable(present) === comparable(set)) return undefined;
  return `Tried to delete ${described(set)} but the values provided do not match the current values`;
}

/** A batch may name a record set once, or delete it and then make it anew. */
function contradictions(changes: readonly SoundChange[]): string[] {
  const actions = new Map<string, { set: KnownRecordSet; said: string[] }>();
  for (const { action, set } of changes) {
    const entry = actions.get(keyOf(set)) ?? { set, said: [] };
    entry.said.push(action);
    actions.set(keyOf(set), entry);
  }
  const allowed = /^(CREATE|UPSERT|DELETE|DELETE (CREATE|UPSERT))$/;
  return [...actions.values()]
    .filter(({ said }) => !allowed.test(said.join(" ")))
    .map(
      ({ set }) =>
        `The request contains an invalid set of changes for a resource record set '${set.Type} ${set.Name}'`,
    );
}
