import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { commonFactor } from "../../../../controller/core/verdict/common-factor.ts";
import { findOutage } from "../../../../controller/core/verdict/outage.ts";
import { type PathHealth, pathHealths } from "../../../../controller/core/verdict/path-health.ts";
import { tally } from "../../../../controller/core/verdict/tally.ts";
import { VERDICT_RULES } from "../../../../controller/core/verdict/verdict-rules.ts";
import type { Measured } from "../advise/measured-bucket.ts";
import { measuredSeries } from "./status-scene.ts";

const stateOf = (...series: [string, Measured][]) =>
  pathHealths(series.map(([key, measured]) => measuredSeries(key, measured)))[0]?.state;

describe("controller/core/verdict/path-health", () => {
  const ECHO = "a/shop/direct/x/echo_rtt";

  it.each<[string, Measured, PathHealth["state"]]>([
    ["nothing lost", { n: 60 }, "good"],
    ["5 % lost", { n: 95, lost: 5 }, "good"],
    ["more than 5 % lost", { n: 94, lost: 6 }, "impaired"],
    ["two of four lost, which is chance", { n: 2, lost: 2 }, "good"],
    ["lost and failed together", { n: 90, lost: 3, refused: 3 }, "impaired"],
    ["nothing came back", { lost: 3 }, "down"],
    ["two attempts without an answer", { lost: 2 }, "unmeasured"],
  ])("judges %s", (_name, measured, state) => {
    expect(stateOf([ECHO, measured])).toBe(state);
  });

  it("takes the metrics of a path together", () => {
    const ttfb = ECHO.replace("echo_rtt", "ttfb_new");
    expect(stateOf([ECHO, { n: 40 }], [ttfb, { refused: 40 }])).toBe("impaired");
    expect(stateOf([ECHO, { lost: 40 }], [ttfb, { refused: 40 }])).toBe("down");
  });

  it("does not take a resolver's or an edge's answer for an endpoint's", () => {
    const dns: [string, Measured] = ["a/shop/dns/*/dns", { n: 40 }];
    expect(stateOf(["a/shop/dns/*/echo_rtt", { lost: 40 }], dns)).toBe("down");
    expect(stateOf(dns)).toBeUndefined();
    const ping: [string, Measured] = ["a/shop/direct/x/icmp_rtt", { n: 40 }];
    expect(stateOf([ECHO, { lost: 40 }], ping)).toBe("down");
    expect(stateOf([ECHO, { n: 40 }], [ping[0], { lost: 40 }])).toBe("good");
  });

  it("does not lay a probe's own refusal at the path's door", () => {
    const blocked = measuredSeries(ECHO, { refused: 40 });
    const summary = { ...blocked.summary, failure: "blocked" };
    expect(pathHealths([{ ...blocked, summary }])[0]?.state).toBe("unmeasured");
  });

  it("names the endpoint that the entry chose most often", () => {
    const servedBy = { "eu-west-1": 3, "us-east-1": 30 };
    const [path] = pathHealths([measuredSeries("a/shop/dns/*/echo_rtt", { n: 33, servedBy })]);
    expect(path).toMatchObject({ endpoint: "us-east-1", chosen: true });
  });
});

function path(
  vantage: string,
  endpoint: string,
  state: PathHealth["state"] = "good",
  more: Partial<PathHealth> = {},
): PathHealth {
  return {
    vantage,
    service: "shop",
    entry: "direct",
    endpoint,
    chosen: false,
    sent: 100,
    lost: 0,
    failed: 0,
    failure: null,
    state,
    ...more,
  };
}

describe("controller/core/verdict/outage", () => {
  it("takes an endpoint that two vantages and nobody else tried in vain for out", () => {
    const paths = [path("a", "x", "down"), path("b", "x", "down"), path("a", "y"), path("b", "y")];
    expect(findOutage(paths)).toEqual({ service: "shop", endpoints: ["x"], vantages: [] });
  });

  it("does not where one vantage reaches it, or only one tried", () => {
    const reached = [path("a", "x", "down"), path("b", "x", "down"), path("c", "x")];
    expect(findOutage([...reached, path("a", "y"), path("b", "y")])).toBeNull();
    expect(findOutage([path("a", "x", "down"), path("a", "y")])).toBeNull();
  });

  it("keeps the services apart", () => {
    const own = [path("a", "x"), path("b", "x")];
    const other = [path("a", "x", "down"), path("b", "x", "down")];
    const second = other.map((each) => ({ ...each, service: "blog" }));
    expect(findOutage([...own, ...second])?.service).toBe("blog");
  });

  it("does not count an endpoint that an entry merely chose before", () => {
    const chosen = [
      path("a", "x", "down", { chosen: true }),
      path("b", "x", "down", { chosen: true }),
    ];
    const well = [path("a", "x"), path("b", "x")];
    expect(findOutage([...chosen, ...well])).toBeNull();
  });
});

describe("controller/core/verdict/common-factor", () => {
  const grid = ["a", "b", "c", "d"].flatMap((vantage) =>
    ["x", "y", "z"].map((to) => path(vantage, to)),
  );
  const badWhere = (isBad: (each: PathHealth) => boolean) => {
    const all = grid.map((each) => (isBad(each) ? { ...each, state: "down" as const } : each));
    return commonFactor(
      all.filter(({ state }) => state === "down"),
      all,
    );
  };

  it("finds the endpoint, the vantage or nothing", () => {
    expect(badWhere(({ endpoint }) => endpoint === "y")).toEqual({ kind: "endpoint", id: "y" });
    expect(badWhere(({ vantage }) => vantage === "c")).toEqual({ kind: "vantage", id: "c" });
    const diagonal = new Set(["a/x", "b/y", "c/z"]);
    expect(badWhere(({ vantage, endpoint }) => diagonal.has(`${vantage}/${endpoint}`))).toBeNull();
  });

  it("does not name what every path shares", () => {
    expect(badWhere(() => true)).toBeNull();
  });

  const marks = fc.array(fc.boolean(), { minLength: grid.length, maxLength: grid.length });

  test.prop([marks])("only names a factor that explains 70 % of the trouble", (mark) => {
    const bad = grid.filter((_path, at) => mark[at] === true);
    const factor = commonFactor(bad, grid);
    if (factor === null) return;
    const hit = bad.filter(({ vantage, endpoint }) => [vantage, endpoint].includes(factor.id));
    expect(hit.length / bad.length).toBeGreaterThanOrEqual(VERDICT_RULES.explainedShare);
  });
});

describe("controller/core/verdict/tally", () => {
  it("counts by name and leaves out null", () => {
    const counts = tally(["a", null, "b", "a"], (name) => name);
    expect([...counts]).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });
});
