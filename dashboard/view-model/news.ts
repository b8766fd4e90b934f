import type { ChangeEvent } from "../../controller/contract/event.ts";

export type ChangeKind = ChangeEvent["kind"];

/** What has changed since somebody asked last. */
export interface News {
  kinds: ReadonlySet<ChangeKind>;
  /** Vantages with new measurements; null where it may be any of them. */
  vantages: ReadonlySet<string> | null;
}

export const KINDS: readonly ChangeKind[] = ["measurements", "recommendation", "estate"];

export const NO_NEWS: News = { kinds: new Set(), vantages: new Set() };
export const ALL_NEWS: News = { kinds: new Set(KINDS), vantages: null };

/** Two pieces of news as one. */
export function bothNews(one: News, other: News): News {
  const vantages =
    one.vantages === null || other.vantages === null
      ? null
      : new Set([...one.vantages, ...other.vantages]);
  return { kinds: new Set([...one.kinds, ...other.kinds]), vantages };
}

/** What an event touches; one that cannot be read touches everything. */
export function newsOf(data: string): News {
  try {
    const { kind, vantages } = JSON.parse(data) as Partial<ChangeEvent>;
    if (kind === undefined || !KINDS.includes(kind)) return ALL_NEWS;
    const named = Array.isArray(vantages) ? vantages : [];
    const isAny = kind === "estate" || (kind === "measurements" && named.length === 0);
    return { kinds: new Set([kind]), vantages: isAny ? null : new Set(named) };
  } catch {
    return ALL_NEWS;
  }
}

/**
 * Whether an event comes right after another. The controller numbers what it tells, `<since>-<number>`;
 * after a break the numbers say whether anything was missed, and another process counts from another time.
 */
export function follows(id: string, before: string): boolean {
  const [since, number] = partsOf(id);
  const [sinceBefore, numberBefore] = partsOf(before);
  return since === sinceBefore && number === numberBefore + 1;
}

function partsOf(id: string): [string, number] {
  const dash = id.lastIndexOf("-");
  return [id.slice(0, Math.max(0, dash)), Number(id.slice(dash + 1))];
}
