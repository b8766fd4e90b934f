import { describe, expect, it } from "vitest";
import { type CellFacts, cellState } from "../../../../controller/core/matrix/cell-state.ts";
import { EMPTY_BUCKET } from "../../../../controller/core/summary/bucket.ts";
import { summarise } from "../../../../controller/core/summary/summarise.ts";

const NOW_MS = 1_800_000_000_000;
const fresh = { ...EMPTY_BUCKET, sent: 10, bins: [500, 10], lastAtMs: NOW_MS - 3_000 };
const facts = (bucket: object, more: Partial<CellFacts> = {}): CellFacts => ({
  summary: summarise({ ...fresh, ...bucket }),
  intervalMs: 2_000,
  probe: "measuring",
  nowMs: NOW_MS,
  ...more,
});

describe("controller/core/matrix/cell-state", () => {
  it.each([
    ["value", facts({})],
    ["few", facts({ sent: 5, bins: [500, 5] })],
    ["few", facts({ sent: 0, bins: [], lastAtMs: null })],
    ["few", facts({ sent: 3, tainted: 3, bins: [] })],
    ["stale", facts({ lastAtMs: NOW_MS - 16_001 })],
    ["value", facts({ lastAtMs: NOW_MS - 16_000 })],
    ["lost", facts({ lost: 10, bins: [] })],
    ["failed", facts({ failures: { tls: 10 }, bins: [] })],
    ["failed", facts({ failures: { http: 6 }, bins: [500, 4] })],
    ["failed", facts({ failures: { dns: 1 }, lost: 9, bins: [] })],
    ["value", facts({ sent: 10, failures: { http: 4 }, bins: [500, 6] })],
    ["value", facts({ sent: 20, lost: 14, bins: [500, 6] })],
    ["probe", facts({}, { probe: "silent" })],
    ["probe", facts({}, { probe: "new" })],
    ["none", facts({}, { intervalMs: null })],
    ["none", facts({}, { intervalMs: null, probe: "silent" })],
  ] as const)("is %s (case %#)", (state, given) => {
    expect(cellState(given)).toBe(state);
  });

  it("waits for slow rounds before it calls their values stale", () => {
    const slow = { lastAtMs: NOW_MS - 60_000 };
    expect(cellState(facts(slow, { intervalMs: 30_000 }))).toBe("value");
  });
});
