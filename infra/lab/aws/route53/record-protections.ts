import {
  InvalidResourceRecordSetProtectionBatch$,
  ProtectionAlreadyExists$,
  type ProtectionError,
  type ResourceRecordSetProtectionConfig,
  RRType,
} from "@aws-sdk/client-route-53";
import { modelledProblem } from "../modelled-problem.ts";
import { canonicalName, liesWithin } from "./domain-name.ts";
import { invalidInput } from "./problems.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateResourceRecordSetProtections.html */
const MOST_IN_REQUEST = 100;
const LONGEST_COMMENT = 256;

/** A name (canonical) and type whose record sets may not be changed. */
export interface Protection {
  readonly name: string;
  readonly type: string;
  readonly comment: string | undefined;
}

/** The protections of a zone, by `protectionKey`. */
export type Protections = ReadonlyMap<string, Protection>;

export function protectionKey(name: string, type: string): string {
  return JSON.stringify([name, type]);
}

/** Why a change may not be made; undefined where nothing protects its name and type. */
export function protectedBy(
  protections: Protections,
  { Name, Type }: { readonly Name: string; readonly Type: string },
): string | undefined {
  const protection = protections.get(protectionKey(Name, Type));
  if (protection === undefined) return undefined;
  const comment = protection.comment === undefined ? "" : `: ${protection.comment}`;
  return `The resource record set [name='${Name}', type='${Type}'] is protected${comment}`;
}

/**
 * The protections of a zone with others added: all or none. Throws InvalidInput,
 * ProtectionAlreadyExists where all entries are protected, else InvalidResourceRecordSetProtectionBatch.
 */
export function withProtections(
  before: Protections,
  zoneName: string,
  entries: readonly ResourceRecordSetProtectionConfig[],
): Protections {
  const added = soundEntries(zoneName, entries);
  const present = added.filter(({ name, type }) => before.has(protectionKey(name, type)));
  if (present.length > 0) {
    const errors = present.map((each) =>
      entryError(each, "ProtectionAlreadyExists", "a protection exists for the name and type"),
    );
    if (present.length < added.length) throw invalidBatch(errors);
    throw modelledProblem(ProtectionAlreadyExists$, textOf(errors), detailsOf(errors));
  }
  return new Map([...before, ...added.map(keyed)]);
}

/** The protections of a zone without some: all or none. Throws as `withProtections` does. */
export function withoutProtections(
  before: Protections,
  zoneName: string,
  entries: readonly ResourceRecordSetProtectionConfig[],
): Protections {
  const removed = soundEntries(zoneName, entries);
  const errors = removed
    .filter(({ name, type }) => !before.has(protectionKey(name, type)))
    .map((each) =>
      entryError(each, "ProtectionNotFound", "no protection exists for the name and type"),
    );
  if (errors.length > 0) throw invalidBatch(errors);
  const keys = new Set(removed.map(({ name, type }) => protectionKey(name, type)));
  return new Map([...before].filter(([key]) => !keys.has(key)));
}

/** Invalid entries are told before anything else is looked at. */
function soundEntries(
  zoneName: string,
  entries: readonly ResourceRecordSetProtectionConfig[],
): Protection[] {
  if (entries.length < 1 || entries.length > MOST_IN_REQUEST) {
    throw invalidInput(`Protections must hold 1 to ${MOST_IN_REQUEST} entries`);
  }
  const seen = new Set<string>();
  const sound: Protection[] = [];
  const errors: ProtectionError[] = [];
  for (const { RecordName = "", RecordType, Comment: comment } of entries) {
    const type = RecordType ?? "";
    const name = canonicalName(RecordName);
    const wrong = wrongEntry(name, type, comment, zoneName);
    const key = protectionKey(name ?? "", type);
    if (name !== undefined && wrong === undefined && !seen.has(key)) {
      sound.push({ name, type, comment });
    } else {
      const reason = wrong ?? "the name and type appear more than once in the request";
      errors.push(entryError({ name: RecordName, type }, "InvalidInput", reason));
    }
    seen.add(key);
  }
  if (errors.length > 0) throw invalidBatch(errors);
  return sound;
}

function wrongEntry(
  name: string | undefined,
  type: string,
  comment: string | undefined,
  zoneName: string,
): string | undefined {
  const types: readonly string[] = Object.values(RRType);
  if (name === undefined) return "RecordName is not a domain name";
  if (!liesWithin(name, zoneName)) return `RecordName does not lie in the zone ${zoneName}`;
  if (!types.includes(type)) return `RecordType must be one of [${types.join(", ")}]`;
  if ((comment ?? "").length > LONGEST_COMMENT) {
    return `Comment must have a length of at most ${LONGEST_COMMENT}`;
  }
  return undefined;
}

function entryError(
  { name, type }: Pick<Protection, "name" | "type">,
  Code: string,
  Message: string,
): ProtectionError {
  return { RecordName: name, RecordType: type as RRType, Code, Message };
}

function invalidBatch(errors: readonly ProtectionError[]) {
  const details = detailsOf(errors);
  return modelledProblem(InvalidResourceRecordSetProtectionBatch$, textOf(errors), details);
}

function textOf(errors: readonly ProtectionError[]): string {
  const parts = errors.map(
    ({ RecordName, RecordType, Message }) => `${RecordType} ${RecordName}: ${Message}`,
  );
  return `[${parts.join(", ")}]`;
}

function detailsOf(errors: readonly ProtectionError[]) {
  const entries = errors.map(({ RecordName = "", RecordType = "", Code = "", Message = "" }) => ({
    RecordName,
    RecordType,
    Code,
    Message,
  }));
  return { list: "Errors", item: "ProtectionError", entries };
}

function keyed(protection: Protection): [string, Protection] {
  return [protectionKey(protection.name, protection.type), protection];
}
