import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { LaneStretch } from "../../../controller/contract/failover/failover-timeline.ts";
import { LaneLog } from "../../../probe/failover/lane-log.ts";
import { addProbe, type EndedProbe, type Stretch } from "../../../probe/failover/stretch.ts";

const INTERVAL_US = 20_000;

/** Probes of a lane in the order of sending, some of them missing, some slower than several intervals. */
const lanes = fc
  .array(
    fc.record({
      skipped: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
      tookUs: fc.integer({ min: 0, max: 100_000 }),
      state: fc.constantFrom("ok", "error", "timeout"),
      servedBy: fc.constantFrom("eu", "us", null),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let slot = -1;
    return steps.map(({ skipped, tookUs, state, servedBy }): EndedProbe => {
      slot += 1 + skipped;
      const sentUs = slot * INTERVAL_US;
      return { slot, sentUs, doneUs: sentUs + tookUs, state, servedBy };
    });
  });

function encode(probes: readonly EndedProbe[]): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | null = null;
  for (const probe of probes) {
    const added = addProbe(open, probe);
    if (added.closed !== null) stretches.push(added.closed);
    open = added.open;
  }
  return open === null ? stretches : [...stretches, open];
}

/** What a reader of stretches knows of each probe. */
function decode(stretches: readonly Stretch[]) {
  return stretches.flatMap(({ seq, count, state, servedBy }) =>
    Array.from({ length: count }, (_, at) => ({ slot: seq + at, state, servedBy })),
  );
}

const known = (probes: readonly EndedProbe[]) =>
  probes.map(({ slot, state, servedBy }) => ({ slot, state, servedBy }));

describe("probe/failover/stretch", () => {
  test.prop([lanes])("tells of each probe how it ended and which are missing", (probes) => {
    expect(decode(encode(probes))).toEqual(known(probes));
  });

  test.prop([lanes])("says between which sendings and endings each change lies", (probes) => {
    const bySlot = new Map(probes.map((probe) => [probe.slot, probe]));
    for (const stretch of encode(probes)) {
      const first = bySlot.get(stretch.seq);
      const last = bySlot.get(stretch.seq + stretch.count - 1);
      expect([stretch.firstSentUs, stretch.firstDoneUs]).toEqual([first?.sentUs, first?.doneUs]);
      expect([stretch.lastSentUs, stretch.lastDoneUs]).toEqual([last?.sentUs, last?.doneUs]);
    }
  });

  test.prop([lanes])("are as few as can be", (probes) => {
    const stretches = encode(probes);
    stretches.forEach((stretch, at) => {
      const before = stretches[at - 1];
      if (before === undefined || before.seq + before.count < stretch.seq) return;
      expect([stretch.state, stretch.servedBy]).not.toEqual([before.state, before.servedBy]);
    });
  });
});

describe("probe/failover/lane-log", () => {
  /** Plays a lane in the order of the moments; hands over every so many of them. */
  function play(probes: readonly EndedProbe[], everyMoments: number) {
    const log = new LaneLog();
    const versions = new Map<number, { stretch: Stretch; isOpen: boolean }>();
    const keep = (news: readonly { stretch: Stretch; isOpen: boolean }[]) => {
      for (const version of news) {
        const before = versions.get(version.stretch.seq);
        if (before !== undefined) {
          expect(before.isOpen).toBe(true);
          expect(version.stretch.count).toBeGreaterThanOrEqual(before.stretch.count);
        }
        versions.set(version.stretch.seq, version);
      }
    };
    const moments = probes
      .flatMap((probe) => [
        { atUs: probe.sentUs, what: () => log.sent(probe.slot) },
        { atUs: probe.doneUs, what: () => log.ended(probe) },
      ])
      .sort((left, right) => left.atUs - right.atUs);
    moments.forEach(({ what }, at) => {
      what();
      if (at % everyMoments === 0) keep(log.take());
    });
    keep(log.finish());
    expect(log.take()).toEqual([]);
    return [...versions.values()];
  }

  test.prop([lanes, fc.integer({ min: 1, max: 9 })])(
    "comes to the same in whatever order probes end and however often it is handed over",
    (probes, everyMoments) => {
      const versions = play(probes, everyMoments);
      expect(versions.map(({ stretch }) => stretch)).toEqual(encode(probes));
      expect(versions.every(({ isOpen }) => !isOpen)).toBe(true);
      for (const { stretch } of versions) expect(LaneStretch.safeParse(stretch).success).toBe(true);
    },
  );

  const probe = (slot: number): EndedProbe => ({
    slot,
    sentUs: slot * 10,
    doneUs: slot * 10 + 5,
    state: "ok",
    servedBy: null,
  });

  it("takes a probe that shows nothing, or never ended, for a missing one", () => {
    const log = new LaneLog();
    for (const slot of [0, 1, 2, 3]) log.sent(slot);
    log.ended(probe(0));
    log.dropped(1);
    log.ended(probe(2));
    expect(log.underWay).toBe(1);
    const told = log.finish().map(({ stretch: { seq, count } }) => ({ seq, count }));
    expect(told).toEqual([
      { seq: 0, count: 1 },
      { seq: 2, count: 1 },
    ]);
  });

  it("hands over an open stretch again only when it has grown", () => {
    const log = new LaneLog();
    log.sent(0);
    log.ended(probe(0));
    expect(log.take()).toHaveLength(1);
    expect(log.take()).toHaveLength(0);
    log.sent(1);
    log.ended(probe(1));
    expect(log.take()).toMatchObject([{ isOpen: true, stretch: { seq: 0, count: 2 } }]);
  });
});
