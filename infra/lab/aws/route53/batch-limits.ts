import type { SoundChange } from "./check-change.ts";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const MOST_RECORDS = 1_000;
const MOST_CHARACTERS = 32_000;
const LONGEST_VALUE = 4_000;
const MOST_VALUES = 400;

/** What exceeds the limits of one request; an UPSERT counts twice, an alias as one record. */
export function overBatchLimits(changes: readonly SoundChange[]): string[] {
  let records = 0;
  let characters = 0;
  const messages: string[] = [];
  for (const { action, set } of changes) {
    const times = action === "UPSERT" ? 2 : 1;
    const values = (set.ResourceRecords ?? []).map((record) => record.Value ?? "");
    records += times * Math.max(1, values.length);
    if (values.length > MOST_VALUES) {
      messages.push(`${set.Name} has more than ${MOST_VALUES} values.`);
    }
    for (const value of values) {
      characters += times * value.length;
      if (value.length > LONGEST_VALUE) {
        messages.push(`Value of ${set.Name} is longer than ${LONGEST_VALUE} characters.`);
      }
    }
  }
  if (records > MOST_RECORDS) messages.push(`Number of records limit of ${MOST_RECORDS} exceeded.`);
  if (characters > MOST_CHARACTERS) {
    messages.push(`Number of characters limit of ${MOST_CHARACTERS} exceeded.`);
  }
  return messages;
}
