import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  isPaused,
  LIVE_AT_START,
  type Live,
  type LiveEvent,
  nextLive,
} from "../../../dashboard/view-model/live.ts";

const run = (events: LiveEvent[]): Live => events.reduce(nextLive, LIVE_AT_START);
const reason = fc.constantFrom("pointer", "focus", "selection", "key");
const anyEvent: fc.Arbitrary<LiveEvent> = fc.oneof(
  fc.constant({ kind: "update" } as const),
  fc.constant({ kind: "toggle" } as const),
  reason.map((each) => ({ kind: "hold", reason: each }) as const),
  reason.map((each) => ({ kind: "release", reason: each }) as const),
);

describe("dashboard/view-model/live", () => {
  it("counts what comes while paused and asks once when the last reason ends", () => {
    const paused = run([
      { kind: "hold", reason: "pointer" },
      { kind: "hold", reason: "focus" },
      { kind: "update" },
      { kind: "update" },
      { kind: "release", reason: "pointer" },
    ]);
    expect(paused).toMatchObject({ waiting: 2, round: 0 });
    const resumed = nextLive(paused, { kind: "release", reason: "focus" });
    expect(resumed).toMatchObject({ waiting: 0, round: 1, reasons: [] });
  });

  it("resumes by key whatever the reasons, and pauses when there is none", () => {
    expect(isPaused(run([{ kind: "toggle" }]))).toBe(true);
    expect(isPaused(run([{ kind: "hold", reason: "focus" }, { kind: "toggle" }]))).toBe(false);
  });

  it("does not ask again when nothing came meanwhile", () => {
    expect(run([{ kind: "toggle" }, { kind: "toggle" }]).round).toBe(0);
  });

  test.prop([fc.array(anyEvent, { maxLength: 60 })])(
    "moves nothing while paused, and nothing waits while not",
    (events) => {
      let live = LIVE_AT_START;
      for (const event of events) {
        const next = nextLive(live, event);
        if (isPaused(next)) expect(next.round).toBe(live.round);
        else expect(next.waiting).toBe(0);
        live = next;
      }
    },
  );

  test.prop([fc.array(anyEvent, { maxLength: 60 })])("loses no update", (events) => {
    const updates = events.filter(({ kind }) => kind === "update").length;
    const { round, waiting } = run(events);
    expect(round + waiting).toBeLessThanOrEqual(updates);
    if (updates > 0) expect(round + waiting).toBeGreaterThan(0);
  });
});
