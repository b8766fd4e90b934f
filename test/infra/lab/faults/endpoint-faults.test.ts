import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LabClock, startLabClock } from "../../../../infra/lab/clock.ts";
import type { EndpointFault } from "../../../../infra/lab/faults/endpoint-fault.ts";
import { EndpointFaults } from "../../../../infra/lab/faults/endpoint-faults.ts";

const CLIENT = "127.77.1.1";

describe("infra/lab/faults/endpoint-faults", () => {
  let clock: LabClock;
  let faults: EndpointFaults;

  beforeEach(() => {
    clock = startLabClock(10);
    faults = new EndpointFaults(
      [
        { id: "a", addresses: ["127.77.2.1", "127.77.5.1"] },
        { id: "b", addresses: ["127.77.2.2"] },
      ],
      clock,
    );
  });
  afterEach(() => clock.close());

  it("has all doors of an endpoint obey, and knows when they did", async () => {
    const applied: EndpointFault[] = [];
    const doors = [0, 30].map((ms) => ({
      apply: async (fault: EndpointFault) => {
        await new Promise((done) => setTimeout(done, ms));
        applied.push(fault);
      },
    }));
    const ends = doors.map((door) => faults.attach("a", door));
    const event = await faults.set("a", { kind: "refuse" });
    expect(applied).toEqual([{ kind: "refuse" }, { kind: "refuse" }]);
    expect(faults.faultOf("a")).toEqual({ kind: "refuse" });
    expect(faults.faultOf("b")).toEqual({ kind: "none" });
    const { askedAt, inForceAt } = event;
    expect(inForceAt.monotonicUs - askedAt.monotonicUs).toBeGreaterThanOrEqual(28_000);
    expect(inForceAt.labMs - askedAt.labMs).toBeGreaterThanOrEqual(280);
    expect(Math.abs(askedAt.wallMs - Date.now())).toBeLessThan(60_000);
    for (const end of ends) end();
    await faults.clear("a");
    expect(applied).toHaveLength(2);
    expect(faults.events.map(({ endpointId, fault }) => [endpointId, fault])).toEqual([
      ["a", { kind: "refuse" }],
      ["a", { kind: "none" }],
    ]);
  });

  it("cuts clients off from one endpoint, on all its addresses", () => {
    faults.cutOff("a", [CLIENT, "127.77.1.2"], "black-hole");
    expect(faults.partitionBetween(CLIENT, "127.77.2.1")).toBe("black-hole");
    expect(faults.partitionBetween(CLIENT, "127.77.5.1")).toBe("black-hole");
    expect(faults.partitionBetween(CLIENT, "127.77.2.2")).toBeUndefined();
    expect(faults.partitionBetween(CLIENT, "127.0.0.1")).toBeUndefined();
    faults.rejoin("a", [CLIENT]);
    expect(faults.partitionBetween(CLIENT, "127.77.2.1")).toBeUndefined();
    expect(faults.partitionBetween("127.77.1.2", "127.77.2.1")).toBe("black-hole");
    expect(faults.rejoin("a").fault).toEqual({ kind: "none", sources: ["127.77.1.2"] });
    expect(faults.events).toHaveLength(3);
  });

  it("names the endpoints there are, and the times that can be", async () => {
    await expect(faults.set("c", { kind: "hang" })).rejects.toThrow(
      "The world has no endpoint c; it has a, b.",
    );
    for (const ms of [-1, Number.NaN, 2 ** 31]) {
      await expect(faults.set("a", { kind: "slow", ms })).rejects.toThrow(/needs ms from 0 to/);
    }
    expect(faults.events).toEqual([]);
  });
});
