import { describe, expect, it } from "vitest";
import { ALL_NEWS, bothNews, follows, newsOf } from "../../../dashboard/view-model/news.ts";

const event = (more: object) => JSON.stringify({ atMs: 1, vantages: [], ...more });

describe("dashboard/view-model/news", () => {
  it("reads what an event touches", () => {
    const some = newsOf(event({ kind: "measurements", vantages: ["a", "b"] }));
    expect(some).toEqual({ kinds: new Set(["measurements"]), vantages: new Set(["a", "b"]) });
    const advice = newsOf(event({ kind: "recommendation" }));
    expect(advice).toEqual({ kinds: new Set(["recommendation"]), vantages: new Set() });
    for (const kind of ["measurements", "estate"]) {
      expect(newsOf(event({ kind }))).toEqual({ kinds: new Set([kind]), vantages: null });
    }
  });

  it("takes what it cannot read for a change of everything", () => {
    for (const data of ["", "{}", "[]", event({ kind: "weather" })])
      expect(newsOf(data)).toEqual(ALL_NEWS);
  });

  it("puts two together", () => {
    const [a, b] = ["a", "b"].map((name) =>
      newsOf(event({ kind: "measurements", vantages: [name] })),
    ) as [typeof ALL_NEWS, typeof ALL_NEWS];
    expect(bothNews(a, b).vantages).toEqual(new Set(["a", "b"]));
    expect(bothNews(a, ALL_NEWS)).toEqual(ALL_NEWS);
  });

  it("knows by the numbers whether something was missed", () => {
    expect(follows("1700-10", "1700-9")).toBe(true);
    for (const id of ["1700-11", "1700-9", "1701-10", "", "x"])
      expect(follows(id, "1700-9")).toBe(false);
  });
});
