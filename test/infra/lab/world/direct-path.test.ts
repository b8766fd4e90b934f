import { describe, expect, it } from "vitest";
import { directPath } from "../../../../infra/lab/world/direct-path.ts";
import { atlas, endpointOf, SMALL_WORLD, vantageOf, worldOf } from "../small-world.ts";

const withPair = (pair: string) =>
  worldOf(SMALL_WORLD.replace("jitterRatio: 0\n", `jitterRatio: 0.01\n  pairs: [${pair}]\n`));
const pathIn = (world: ReturnType<typeof worldOf>, endpoint: string) =>
  directPath(world, atlas, vantageOf(world, "us-east-1"), endpointOf(world, endpoint));

describe("infra/lab/world/direct-path", () => {
  it("takes the published round trip, one handshake of it, and jitter in proportion", () => {
    expect(pathIn(withPair(""), "shop-euw1")).toEqual({
      basis: "matrix",
      delay: {
        rttUs: 69_600,
        handshakeUs: 69_600,
        jitterUs: 696,
        lossRatio: 0,
        serverTimeUs: 2_000,
      },
    });
  });

  it("lets a pair differ, and that pair alone", () => {
    const world = withPair(
      "{ vantage: us-east-1, endpoint: shop-euw1, rttMs: 80, jitterMs: 7, lossRatio: 0.1 }",
    );
    expect(pathIn(world, "shop-euw1")).toMatchObject({
      basis: "estimate",
      delay: { rttUs: 80_000, jitterUs: 7_000, lossRatio: 0.1 },
    });
    expect(pathIn(world, "shop-use1")).toMatchObject({ basis: "matrix", delay: { rttUs: 5_500 } });
  });
});
