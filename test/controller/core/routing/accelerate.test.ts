import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { EndpointGroupSpec } from "../../../../controller/contract/aws/accelerator-spec.ts";
import { accelerate } from "../../../../controller/core/routing/accelerate.ts";

const REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2", "sa-east-1"];

/** Groups with a dial each, and in each group the weights of its endpoints. */
function groups(...parts: [dialPercent: number, ...weights: number[]][]): EndpointGroupSpec[] {
  return parts.map(([dialPercent, ...weights], at) =>
    EndpointGroupSpec.parse({
      region: REGIONS[at % 4],
      dialPercent,
      endpoints: weights.map((weight, k) => ({ endpointId: `${"abcdefgh"[at]}${k}`, weight })),
    }),
  );
}

function sent(all: readonly EndpointGroupSpec[], ...down: string[]): string {
  const shares = new Map<string, number>();
  for (const { probability, item } of accelerate(all, (id) => !down.includes(id))) {
    shares.set(item, (shares.get(item) ?? 0) + probability);
  }
  return [...shares]
    .map(([id, share]) => `${id} ${Number(share.toFixed(4))}`)
    .sort()
    .join(", ");
}

describe("controller/core/routing/accelerate", () => {
  it.each<[string, EndpointGroupSpec[], string[], string]>([
    ["the nearest group takes all", groups([100, 128], [100, 128]), [], "a0 1"],
    ["weights share out a group", groups([100, 1, 3]), [], "a0 0.25, a1 0.75"],
    ["dials pass on the rest", groups([40, 1], [50, 1], [100, 1]), [], "a0 0.4, b0 0.3, c0 0.3"],
    [
      "a full dial leaves nothing for those behind",
      groups([60, 1], [100, 1], [100, 1]),
      [],
      "a0 0.6, b0 0.4",
    ],
    [
      "what a failed group had goes to the nearest, past its dial",
      groups([60, 1], [100, 1], [100, 1]),
      ["b0"],
      "a0 1",
    ],
    ["what is left goes to the nearest", groups([0, 1], [50, 1]), [], "a0 0.5, b0 0.5"],
    ["a failed group ignores dials", groups([100, 1], [0, 1], [100, 1]), ["a0"], "b0 1"],
    ["a weight of zero takes no failover", groups([100, 1], [100, 0], [0, 1]), ["a0"], "c0 1"],
    [
      "three groups are tried, then it fails open to any endpoint of the nearest",
      groups([100, 1, 0], [100, 1], [100, 1], [100, 1]),
      ["a0", "b0", "c0"],
      "a0 0.5, a1 0.5",
    ],
    ["groups without endpoints are not there", groups([100], [100, 1]), [], "b0 1"],
    ["no endpoints at all", groups([100]), [], ""],
  ])("%s", (_what, all, down, expected) => {
    expect(sent(all, ...down)).toBe(expected);
  });

  const group = fc.tuple(fc.nat(100), fc.nat(255), fc.nat(255));
  test.prop([
    fc.array(group, { minLength: 1, maxLength: 6 }),
    fc.array(fc.stringMatching(/^[a-f][01]$/)),
  ])("shares add up to 1 whoever is down", (parts, down) => {
    const shares = accelerate(groups(...parts), (id) => !down.includes(id));
    expect(shares.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
  });
});
