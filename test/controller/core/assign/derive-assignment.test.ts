import { describe, expect, it } from "vitest";
import { BATCH_INTERVAL_MS } from "../../../../controller/core/assign/batch-interval.ts";
import { deriveAssignment } from "../../../../controller/core/assign/derive-assignment.ts";
import type { ArmedRun } from "../../../../probe/contract/armed-run.ts";
import { Assignment } from "../../../../probe/contract/assignment.ts";
import { ESTATE } from "../../../helpers/estate.ts";

/** Short, and different for different texts of this test. */
const hash = (text: string) => {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.charCodeAt(0)) % 2_147_483_647;
  return sum.toString(36);
};
const ireland = deriveAssignment(ESTATE, "eu-west-1", hash);

describe("controller/core/assign/derive-assignment", () => {
  it("keeps to the contract", () => {
    expect(Assignment.parse(ireland)).toEqual(ireland);
    expect(ireland?.batchIntervalMs).toBe(BATCH_INTERVAL_MS);
  });

  it("has another version with a failover test to watch, and the same one without any", () => {
    const run: ArmedRun = {
      runId: "run-1",
      startAtUs: 1,
      endAtUs: 2,
      intervalMs: 200,
      timeoutMs: 1_000,
      lanes: [],
    };
    const watching = deriveAssignment(ESTATE, "eu-west-1", hash, [run]);
    expect(watching?.runs).toEqual([run]);
    expect(watching?.version).not.toBe(ireland?.version);
    expect(deriveAssignment(ESTATE, "eu-west-1", hash, [])).toEqual(ireland);
  });

  it("measures every way into the service in the same rounds", () => {
    expect(ireland?.rounds.map(({ id }) => id)).toEqual([
      "shop/echo_rtt",
      "shop/ttfb_new",
      "shop/dns",
    ]);
    const ways = ireland?.rounds.map(({ targets }) =>
      targets.map(({ entry, endpoint }) => `${entry} ${endpoint}`),
    );
    const all = [
      "direct eu-west-1",
      "direct us-east-1",
      "dns null",
      "dns us-east-1",
      "accelerator null",
    ];
    expect(ways).toEqual([all, all, ["dns null"]]);
  });

  it("asks the vantage's own resolver and tells how endpoints name themselves", () => {
    const target = ireland?.rounds[0]?.targets[2];
    expect(target?.resolver).toEqual({ address: "127.0.0.1", port: 5300 });
    expect(target?.servedByHeader).toBe("x-served-by");
    const other = deriveAssignment(ESTATE, "us-east-1", hash);
    expect(other?.rounds[0]?.targets[2]).not.toHaveProperty("resolver");
  });

  it("gives equal content an equal version and another content another one", () => {
    expect(deriveAssignment(structuredClone(ESTATE), "eu-west-1", hash)).toEqual(ireland);
    const changed = structuredClone(ESTATE);
    for (const service of changed.services) service.cadence.echoIntervalMs = 1_000;
    expect(deriveAssignment(changed, "eu-west-1", hash)?.version).not.toBe(ireland?.version);
  });

  it("keeps to the contract at the ends of every cadence", () => {
    for (const intervalMs of [100, 500, 86_400_000]) {
      const estate = structuredClone(ESTATE);
      for (const { cadence } of estate.services) {
        cadence.echoIntervalMs = intervalMs;
        cadence.connectionIntervalMs = Math.max(500, intervalMs);
      }
      const assignment = deriveAssignment(estate, "eu-west-1", hash);
      expect(Assignment.parse(assignment)).toEqual(assignment);
    }
  });

  it("has nothing for a vantage outside the estate", () => {
    expect(deriveAssignment(ESTATE, "ap-south-1", hash)).toBeNull();
  });
});
