import { describe, expect, it } from "vitest";
import type { Preference } from "../../../../controller/core/candidates/by-client.ts";
import { inFewPairs } from "../../../../controller/core/candidates/few-pairs.ts";

const endpoint = (id: string) => ({
  id,
  place: "eu-west-1",
  region: "eu-west-1",
  latitude: 53.35,
  longitude: -6.26,
  isStandby: false,
  addresses: [],
  url: `https://${id}.example/`,
  behindAccelerator: null,
});

/** Groups that are all led to one endpoint, each with another behind it; the second share the most users. */
function preferences(count: number, isConfined = false) {
  const groups = Array.from({ length: count }, (_, at) => ({
    id: `group-${at}`,
    countries: [],
    cidrs: [`10.0.${at}.0/24`],
    allowed: null,
    share: at === 1 ? 0.5 : 0.5 / count,
  }));
  const byGroup = new Map<string, Preference>(
    groups.map(({ id }, at) => [
      id,
      { first: endpoint("one"), second: endpoint(`other-${at}`), isConfined },
    ]),
  );
  const others = { first: endpoint("one"), second: null, isConfined: false };
  const { byGroup: few } = inFewPairs({ byGroup, others }, groups);
  return new Set([...few.values()].map(({ second }) => second?.id));
}

describe("controller/core/candidates/few-pairs", () => {
  it("leaves pairs alone that Route 53 takes", () => {
    expect(preferences(99).size).toBe(99);
  });

  it("gives users of one endpoint the second that most of them have where there are more", () => {
    expect(preferences(100)).toEqual(new Set(["other-1"]));
  });

  it("gives nobody who is confined another", () => {
    expect(preferences(100, true).size).toBe(100);
  });
});
