import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { shardOf } from "../../../controller/queue/queue-shards.ts";

const vantage = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);

describe("controller/queue/queue-shards", () => {
  it.prop([vantage, fc.integer({ min: 1, max: 64 })])(
    "puts each vantage into one shard",
    (name, n) => {
      const shard = shardOf(name, n);
      expect(shard).toBe(shardOf(name, n));
      expect(Number.isInteger(shard) && shard >= 0 && shard < n).toBe(true);
    },
  );

  it("spreads a fleet evenly", () => {
    const counts = [0, 0, 0, 0];
    for (let at = 0; at < 10_000; at += 1) {
      const shard = shardOf(`office-${at}`, 4);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2_500)).toBeLessThan(250);
  });

  it("stays as it is: another hash would part the batches of a vantage", () => {
    expect(["eu-west-1", "us-east-1", "office-lisbon"].map((name) => shardOf(name, 64))).toEqual(
      PLACES,
    );
  });
});

/** FNV-1a of the names, modulo 64, by an independent calculation. */
const PLACES = [11, 7, 31];
