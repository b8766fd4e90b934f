import { describe, expect, it } from "vitest";
import type { MatrixCell } from "../../../controller/contract/matrix.ts";
import { attentionOf } from "../../../dashboard/view-model/attention.ts";
import { tilesOf } from "../../../dashboard/view-model/tiles.ts";
import { compareSeverity } from "../../../dashboard/view-model/tone.ts";
import { vantageLines } from "../../../dashboard/view-model/vantage-list.ts";
import { vantageState } from "../../../dashboard/view-model/vantage-state.ts";
import { nextAnnouncement, verdictView } from "../../../dashboard/view-model/verdict.ts";
import { labelSide, linesOf, mapEndpoints } from "../../../dashboard/view-model/world-map.ts";
import {
  cannedMatrix,
  cannedRecommendation,
  cannedStatus,
} from "../../helpers/dashboard-answers.ts";

const AT_MS = 1_740_924_000_000;
const status = cannedStatus(AT_MS);
const direct = cannedMatrix("direct", "echo_rtt", 900_000, AT_MS);
const dns = cannedMatrix("dns", "echo_rtt", 900_000, AT_MS);

describe("dashboard/view-model/verdict", () => {
  it("splits the sentence without changing a word", () => {
    const { tone, head, rest } = verdictView(status);
    expect(tone).toBe("warn");
    expect(head).toBe("Degraded.");
    expect(`${head} ${rest}`).toBe(status.sentence);
  });

  it("is heard again only when its state changes", () => {
    const first = nextAnnouncement(null, status);
    expect(nextAnnouncement(first, { verdict: "degraded", sentence: "Degraded. 3 now." })).toBe(
      first,
    );
    const next = { verdict: "outage", sentence: "Outage." } as const;
    expect(nextAnnouncement(first, next)).toEqual(next);
  });
});

describe("dashboard/view-model/tiles", () => {
  it("gives no figure and no green where there is no data", () => {
    const empty = { ...status, sent: 0, lost: 0, vantages: [] };
    for (const tile of tilesOf(empty, [], 3)) {
      expect(tile).toMatchObject({ figure: null, tone: "unknown" });
    }
  });

  it("counts the paths that answer, and says how many are not known", () => {
    const [reach, loss, coverage, change] = tilesOf(status, [direct], 1);
    expect(reach).toMatchObject({ tone: "bad", figure: "70 of 72" });
    expect(reach?.note).toBe("paths answer; 7 not known");
    expect(loss?.figure).toBe("0.6\u202f%");
    expect(coverage).toMatchObject({ figure: "15 of 16", tone: "unknown" });
    expect(change?.note).toContain("no baseline yet");
  });

  it("is not green while an entry has not answered", () => {
    const cells = direct.cells.filter(({ state }) => state === "value");
    expect(tilesOf(status, [{ ...direct, cells }], 2)[0]).toMatchObject({ tone: "unknown" });
    expect(tilesOf(status, [{ ...direct, cells }], 1)[0]).toMatchObject({ tone: "ok" });
  });

  it("bounds a loss of none", () => {
    expect(tilesOf({ ...status, sent: 600, lost: 0 }, [], 0)[1]?.note).toContain("at most 0.5");
  });
});

describe("dashboard/view-model/vantage-state", () => {
  const cellOf = (state: MatrixCell["state"]): MatrixCell => ({
    vantage: "eu-west-1",
    endpoint: `api-${state}`,
    state,
    summary: null,
  });
  const stateOf = (...states: MatrixCell["state"][]) =>
    vantageState({ id: "eu-west-1", probe: "measuring" }, { ...direct, cells: states.map(cellOf) });

  it("takes the worst cell, and knows all from some", () => {
    expect(stateOf("value", "value").tone).toBe("ok");
    expect(stateOf("value", "stale").tone).toBe("unknown");
    expect(stateOf("value", "few").tone).toBe("info");
    expect(stateOf("value", "lost")).toEqual({ tone: "warn", word: "1 of 2 unreachable" });
    expect(stateOf("lost", "failed", "none").tone).toBe("bad");
  });

  it("is never well without a value", () => {
    expect(stateOf().tone).toBe("info");
    expect(stateOf("none").tone).toBe("info");
    expect(vantageState({ id: "eu-west-1", probe: "silent" }, direct).tone).toBe("unknown");
    expect(vantageState({ id: "eu-west-1", probe: "measuring" }, null).tone).toBe("info");
  });
});

describe("dashboard/view-model/vantage-list", () => {
  it("has a line for each vantage: who serves it, and how far that is", () => {
    const lines = vantageLines(status, dns);
    expect(lines).toHaveLength(status.vantages.length);
    expect(lines.find(({ id }) => id === "us-west-2-lax-1a")?.server).toBe("api-usw2 75\u202f%");
    expect(lines.find(({ id }) => id === "me-central-1")).toMatchObject({ server: "—", p50: "—" });
  });
});

describe("dashboard/view-model/attention", () => {
  const items = attentionOf(status, [direct, dns], cannedRecommendation(AT_MS));

  it("lists the most severe first", () => {
    const tones = items.map(({ tone }) => tone);
    expect(tones).toEqual([...tones].sort(compareSeverity));
    expect(tones[0]).toBe("bad");
  });

  it("names path, entry and failure, and makes one item of one column's trouble", () => {
    const texts = items.map(({ text }) => text);
    expect(texts).toContain("office-lisbon → api-usw2 [Direct]: every attempt failed (dns)");
    expect(texts.some((text) => text.includes("from 2 of 15 vantages"))).toBe(true);
    expect(texts.some((text) => text.startsWith("me-central-1: probe silent since"))).toBe(true);
  });
});

describe("dashboard/view-model/world-map", () => {
  it("labels an endpoint on the side where no vantage stands", () => {
    const star = [100, 100] as const;
    expect(labelSide(star, [star], 16)).toBe("above");
    expect(labelSide(star, [[118, 78]], 16)).toBe("below");
    expect(labelSide(star, [[118, 122]], 16)).toBe("above");
    expect(
      labelSide(
        star,
        [
          [118, 78],
          [90, 120],
        ],
        16,
      ),
    ).toBe("above");
    expect(labelSide(star, [[180, 78]], 16)).toBe("above");
  });

  it("leads to those that served, with their shares", () => {
    expect(linesOf(dns, "us-west-2-lax-1a")).toEqual([
      { endpoint: "api-usw2", share: 338 / 450 },
      { endpoint: "api-use1", share: 112 / 450 },
    ]);
  });

  it("leads straight to the endpoints that answered, and nowhere from a silent vantage", () => {
    expect(linesOf(direct, "office-lisbon").map(({ endpoint }) => endpoint)).not.toContain(
      "api-usw2",
    );
    expect(linesOf(direct, "me-central-1")).toEqual([]);
  });

  it("places endpoints alone, not the column of the entry's own choice", () => {
    expect(mapEndpoints(dns).map(({ id }) => id)).toEqual(mapEndpoints(direct).map(({ id }) => id));
  });
});
