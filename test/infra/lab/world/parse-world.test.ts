import { describe, expect, it } from "vitest";
import { LabProblem } from "../../../../infra/lab/lab-problem.ts";
import { parseWorld } from "../../../../infra/lab/world/parse-world.ts";
import { atlas, SMALL_WORLD, shopWorld } from "../small-world.ts";

/** The sentence for a world that was changed in one place, and the line of that place. */
function sentenceFor(before: string, after: string): { sentence: string; line: number } {
  expect(SMALL_WORLD).toContain(before);
  const text = SMALL_WORLD.replace(before, after);
  const line = SMALL_WORLD.slice(0, SMALL_WORLD.indexOf(before)).split("\n").length;
  try {
    parseWorld(text, "world.yaml", atlas);
  } catch (error) {
    expect(error).toBeInstanceOf(LabProblem);
    return { sentence: (error as LabProblem).message, line };
  }
  throw new Error("the world was accepted");
}

describe("infra/lab/world/parse-world", () => {
  it("accepts a small world and fills in what it leaves out", () => {
    const world = parseWorld(SMALL_WORLD, "world.yaml", atlas);
    expect(world.service.accelerator.backboneFactor).toBe(0.85);
    expect(world.service.cadence.echoIntervalMs).toBe(2_000);
  });

  it.each([
    ["lossRatio: 0\n", "lossRatio: 2\n", "network.lossRatio", /must be 1 or less/],
    ["jitterMs: 0\n", "jiterMs: 0\n", "network.jiterMs", /no such field/],
    ["id: af-south-1", "id: af-south-9", "vantages[2].id", /add kind, latitude, longitude/],
    ["place: eu-west-1", "place: eu-west-9", "service.endpoints[1].place", /"eu-west-9"/],
    ["place: eu-west-1", "placed: eu-west-1", "service.endpoints[1].placed", /did you mean place/],
    ["id: shop-euw1", "id: shop-use1", "service.endpoints[1].id", /stands twice/],
    ["vantage: af-south-1", "vantage: nobody", "service.route53.believes[0].vantage", /no vantage/],
    ["share: 1", "share: 0.4", "service.clientGroups", /add up to 0\.400/],
    ["[us-east-1, eu", "[us-east-2, eu", "service.clientGroups[0].vantages[0]", /"us-east-2"/],
    ["domain: shop.lab.test", "domain: shop.com", "service.domain", /under \.test/],
    ['prefix: "127.83"', 'prefix: "10.1"', "network.prefix", /127/],
  ])("names line and field when %j becomes %j", (before, after, field, mend) => {
    const { sentence, line } = sentenceFor(before, after);
    const at = field === "service.clientGroups" ? line - 1 : line;
    expect(sentence).toContain(`world.yaml, line ${at}, ${field}: `);
    expect(sentence).toMatch(mend);
    expect(sentence.split("\n")).toHaveLength(1);
  });

  it("names the line of broken YAML", () => {
    const { sentence, line } = sentenceFor("place: us-east-1 }", "place: us-east-1");
    expect(sentence).toContain(`world.yaml, line ${line + 1}: not valid YAML: `);
    expect(sentence.split("\n")).toHaveLength(1);
  });

  it("says what an empty file lacks", () => {
    expect(() => parseWorld("", "world.yaml", atlas)).toThrow(/line 1: is empty/);
  });

  it("counts further problems", () => {
    const { sentence } = sentenceFor("lossRatio: 0\n", "lossRatio: 2\n  prefx: x\n");
    expect(sentence).toMatch(/\(and 1 more\)\.$/);
  });

  it("ships a shop with every continent, Local Zones, an Outpost and an office", () => {
    const world = shopWorld();
    const kinds = world.vantages.map((place) => place.vantage.kind);
    expect(world.vantages.length).toBeGreaterThanOrEqual(14);
    expect(new Set(kinds)).toEqual(new Set(["region", "local-zone", "outpost", "custom"]));
    expect(world.vantages.find((place) => place.vantage.kind === "outpost")?.vantage).toMatchObject(
      {
        id: "op-milan",
        parentRegion: "eu-south-1",
      },
    );
    const grouped = world.service.clientGroups.flatMap((group) => group.vantages);
    expect(grouped.toSorted()).toEqual(world.vantages.map((place) => place.vantage.id).toSorted());
  });
});
