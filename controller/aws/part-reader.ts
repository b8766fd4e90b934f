import type { InventoryPart, ReadError } from "../contract/inventory-part.ts";
import type { Found, FoundItem, FoundKind, PartReading } from "../contract/inventory-reading.ts";
import type { AwsCall } from "./call-rates.ts";
import type { Clients } from "./clients.ts";
import { readErrorOf } from "./read-error.ts";
import type { Session } from "./session.ts";

/** Which part it is. */
export type PartName = Pick<InventoryPart, "account" | "service" | "subject" | "scope">;

/** What a part has to say of itself beside what it found. */
export type PartEnd = {
  /** How many there are, where that is known although not all were read. */
  readonly of?: number;
  readonly note?: string;
  /** What went wrong with some of it while the rest was read. */
  readonly error?: ReadError;
};

/** What the reading of one part works with. */
export type PartReader = {
  readonly account: string;
  readonly nowMs: () => number;
  /** Keeps what was found; it stays also if the part fails later. */
  add<Kind extends FoundKind>(kind: Kind, items: readonly FoundItem<Kind>[]): void;
  /** Puts an error of the last call into words. */
  told(error: unknown): ReadError;
  call<Service extends keyof Clients, Answer>(
    call: AwsCall & { readonly service: Service },
    send: (client: Clients[Service], options: { abortSignal: AbortSignal }) => Promise<Answer>,
  ): Promise<Answer>;
};

/** Reads a part of an account into the list, and answers it. */
export type ReadPart = (
  name: Omit<PartName, "account">,
  read: (reader: PartReader) => Promise<PartEnd>,
  expected?: number,
) => Promise<PartReading>;

export type PartContext = {
  readonly session: Session;
  readonly roleArn: string | null;
  readonly endpoint: string | null;
  readonly isKnown: () => boolean;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  /** Hears of each item found. */
  readonly counted: (items: number) => void;
};

/**
 * Reads one part; what fails is told in the part, and nothing is thrown.
 *
 * @param expected how many there should be, as another part has heard
 */
export async function readPart(
  name: PartName,
  context: PartContext,
  read: (reader: PartReader) => Promise<PartEnd>,
  expected?: number,
): Promise<PartReading> {
  const found: Found = {};
  let items = 0;
  let last: AwsCall | null = null;
  const readAtMs = context.nowMs();
  const told = (error: unknown) =>
    readErrorOf(error, {
      call: last,
      roleArn: context.roleArn,
      isKnown: context.isKnown(),
      endpoint: context.endpoint,
    });
  const reader: PartReader = {
    account: name.account,
    nowMs: context.nowMs,
    told,
    add(kind, more) {
      const known: FoundItem<typeof kind>[] = found[kind] ?? [];
      Object.assign(found, { [kind]: [...known, ...more] });
      items += more.length;
      context.counted(more.length);
    },
    call(call, send) {
      last = call;
      return context.session.call(call, send);
    },
  };
  const partOf = (state: InventoryPart["state"], end: PartEnd): InventoryPart => ({
    ...name,
    state,
    items,
    of: end.of ?? null,
    error: end.error ?? null,
    note: end.note ?? null,
    readAtMs,
    stale: null,
  });
  try {
    const end = await read(reader);
    const isAll = end.error === undefined && (end.of === undefined || items >= end.of);
    if (isAll) return { part: partOf("complete", { ...end, of: items }), found };
    return { part: partOf("partial", end), found };
  } catch (error) {
    const ended = context.signal.aborted ? endedEarly(context.signal) : told(error);
    const end = { error: ended, ...(expected === undefined ? {} : { of: expected }) };
    return { part: partOf(items > 0 ? "partial" : "failed", end), found };
  }
}

/** A part that was not asked for. */
export function skippedPart(
  name: PartName,
  readAtMs: number,
  why: { readonly error: ReadError } | { readonly note: string },
): PartReading {
  const reasons = { error: null, note: null, ...why };
  const part = { ...name, state: "skipped", items: 0, of: null, readAtMs, stale: null } as const;
  return { part: { ...part, ...reasons }, found: {} };
}

/** What a part is told to have failed of when the whole reading was ended. */
export function endedEarly(signal: AbortSignal): ReadError {
  const reason: unknown = signal.reason;
  return {
    kind: "cut-off",
    code: "ReadingEnded",
    message:
      reason instanceof Error ? reason.message : "The reading was ended before this was done.",
    mend: "Read again.",
  };
}
