import { describe, expect, it } from "vitest";
import { PlacementAdvice } from "../../../../controller/contract/placement.ts";
import { advisePlacement } from "../../../../controller/core/placement/advise-placement.ts";
import { SAMPLE_SERVICE } from "../candidates/sample-ground.ts";
import { placementInput, TIMES, VANTAGES } from "./sample-placement.ts";

const advise = (change: Parameters<typeof placementInput>[0] = {}) => {
  const advice = advisePlacement(placementInput(change));
  expect(PlacementAdvice.parse(advice)).toEqual(advice);
  return advice;
};

const placesOf = ({ sites }: PlacementAdvice) => sites.map(({ place }) => place);

describe("controller/core/placement/advise-placement", () => {
  it("finds the site that helps most, and for whom", () => {
    const advice = advise();
    // 0.4 · 30 + 0.3 · 60 + 0.2 · 25 + 0.1 · 115 ms.
    expect(advice.before).toEqual({ us: 46_500, basis: "measured" });
    expect(placesOf(advice)).toEqual(["mx-central-1"]);
    expect(advice.sites[0]).toMatchObject({
      isWorth: true,
      basis: "modelled",
      usdPerMonth: null,
      // São Paulo is a little nearer to Mexico than to Virginia as the crow flies.
      measureFrom: ["vantage-mexico-city", "vantage-brazil"],
    });
    expect(advice.sites[0]?.usersRatio).toBeCloseTo(0.4);
    expect(advice.groups.map(({ group, before, after }) => [group, before?.at, after?.at])).toEqual(
      [
        ["portugal", "ireland", "ireland"],
        ["mexico-city", "virginia", "mx-central-1"],
        ["california", "oregon", "oregon"],
        ["brazil", "virginia", "mx-central-1"],
      ],
    );
    expect(advice.measuredRatio).toBeCloseTo(1);
    expect(advice.search).toMatchObject({ isExact: true, gapRatio: 0 });
    expect(advice.sentence).toMatch(
      /^Shop: with mx-central-1 the users' mean goes from 47 ms to \d+ ms, led by latency records\. For 100 % of the users who would move that stands on modelled times\.$/,
    );
    expect(advice.doFirst[0]).toContain(
      "Measure from vantage-mexico-city and vantage-brazil to mx-central-1",
    );
  });

  it("believes what was measured elsewhere more than the distance", () => {
    const there = { vantage: "vantage-mexico-city", endpoint: null, place: "mx-central-1" };
    const slow = advise({ times: [...TIMES, { ...there, us: 90_000 }] });
    expect(placesOf(slow)).not.toEqual(["mx-central-1"]);
    const fromBrazil = { ...there, vantage: "vantage-brazil", us: 100_000 };
    const quick = advise({ times: [...TIMES, { ...there, us: 9_000 }, fromBrazil] });
    expect(quick.sites[0]).toMatchObject({ place: "mx-central-1", basis: "measured_elsewhere" });
    expect(quick.sites[0]?.gainUs).toBe((3 * 51_000 + 15_000) / 4);
    expect(quick.sites[0]?.measureFrom).toEqual([]);
    expect(quick.sentence).not.toContain("modelled");
  });

  it("tells what routing does beside what would be best", () => {
    const there = { vantage: "vantage-brazil", endpoint: null, place: "sa-east-1" };
    const far = [...TIMES, { ...there, us: 300_000 }];
    const asked = { add: 2 };
    const advice = advise({ times: far, asked });
    // Distance leads to the site whatever was measured; so routing would make it worse for them.
    expect(placesOf(advice)).not.toContain("sa-east-1");
    expect(advice.afterBest?.us).toBeLessThanOrEqual(advice.after?.us ?? 0);
    expect(advice.optimum?.meanUs).toBeLessThanOrEqual(advice.afterBest?.us ?? 0);
  });

  it("says what hangs on each when it fails, and who then is where they must not be", () => {
    const residency = [{ groups: ["portugal"], allowedPlaces: ["eu-west-1"] }];
    const advice = advise({ service: { constraints: { residency } } });
    expect(advice.forbiddenRatio).toBe(0);
    const lost = new Map(advice.losses.map((loss) => [loss.lost, loss]));
    expect([...lost.keys()]).toEqual(["virginia", "ireland", "oregon", "mx-central-1"]);
    expect(lost.get("ireland")?.forbiddenRatio).toBeCloseTo(0.4);
    expect(lost.get("ireland")?.meanUs).toBeGreaterThan(advice.after?.us ?? 0);
    expect(advice.sites[0]?.lossUs).toBeGreaterThan(0);
    expect(advice.doFirst.join(" ")).toContain("when ireland fails");
  });

  it("sends users of a Local Zone there only when its Region is theirs", () => {
    const advice = advise({ asked: { kinds: ["local-zone"], policy: "geoproximity", add: 2 } });
    expect(advice.sites.every(({ kind }) => kind === "local-zone")).toBe(true);
    const byAccelerator = advise({ asked: { kinds: ["local-zone"], policy: "accelerator" } });
    expect(byAccelerator.sites).toEqual([]);
    expect(byAccelerator.excluded.at(-1)?.why).toContain("Regions only");
    expect(byAccelerator.sentence).toBe(
      "Shop: there is no further place of these kinds to look at.",
    );
  });

  it("knows Outposts by the vantages that stand in them", () => {
    const outpost = {
      ...VANTAGES[0],
      id: "outpost-lisbon",
      kind: "outpost" as const,
      parentRegion: "eu-west-1",
    } as (typeof VANTAGES)[number];
    const asked = { kinds: ["outpost" as const], policy: "geoproximity" as const };
    const advice = advise({ vantages: [...VANTAGES, outpost], asked });
    expect(advice.sites).toMatchObject([{ place: "outpost-lisbon", region: "eu-west-1" }]);
    expect(advise({ asked }).excluded).toMatchObject([{ what: "Outposts" }]);
  });

  it("takes a site to cost what declared endpoints do, and tells so", () => {
    const [first, ...others] = SAMPLE_SERVICE.endpoints.slice(0, 3);
    const endpoints = [{ ...first, usdPerMonth: 900 }, ...others];
    expect(advise({ service: { endpoints } }).sites[0]).toMatchObject({
      usdPerMonth: 900,
      costText: "assumed: the middle of 1 endpoint with a declared usdPerMonth",
    });
  });

  it("holds the model against what was measured", () => {
    expect(advise().modelCheck).toMatchObject({ paths: 12 });
    const unmeasured = advise({ times: [] });
    expect(unmeasured).toMatchObject({ modelCheck: null, measuredRatio: 0 });
    expect(unmeasured.before?.basis).toBe("modelled");
  });

  it("lets standbys serve only when nobody else is left", () => {
    const endpoints = SAMPLE_SERVICE.endpoints
      .slice(0, 2)
      .map((each, at) => (at === 0 ? each : { ...each, tier: "standby" }));
    const advice = advise({ service: { endpoints }, asked: { add: 1, kinds: ["outpost"] } });
    expect(advice.before?.us).toBe(36_000 + 18_000 + 14_000 + 11_500);
    expect(advice.losses).toMatchObject([
      { lost: "virginia", meanUs: 12_000 + 42_000 + 28_000 + 18_000 },
    ]);
  });

  it("is silent about users of whom no vantage is known", () => {
    const advice = advise({ vantages: [] });
    expect(advice).toMatchObject({ before: null, after: null, sites: [], optimum: null });
    expect(advice.sentence).toBe(
      "Shop: nobody is known to be served, so no site can be held against another.",
    );
  });
});
