import { describe, expect, it } from "vitest";
import { ClientClass } from "../../../controller/contract/failover/client-class.ts";
import { ArmedRun } from "../../../probe/contract/armed-run.ts";
import { Assignment } from "../../../probe/contract/assignment.ts";
import { ProbeClientClass } from "../../../probe/contract/client-class.ts";

const lane = {
  laneId: "fresh",
  entry: "dns",
  class: "fresh",
  url: "https://app.example/health",
  expect: { header: "x-served-by" },
};
const run = {
  runId: "run-1",
  startAtUs: 1_000_000,
  endAtUs: 9_000_000,
  intervalMs: 20,
  timeoutMs: 2_000,
  lanes: [lane],
};

describe("probe/contract/armed-run", () => {
  it("is left out by older controllers", () => {
    const assignment = {
      wireVersion: 1,
      vantage: "a",
      version: "v",
      batchIntervalMs: 5_000,
      rounds: [],
    };
    expect(Assignment.parse(assignment).runs).toEqual([]);
    expect(Assignment.parse({ ...assignment, runs: [run] }).runs).toHaveLength(1);
  });

  it("knows the classes that the controller knows", () => {
    expect(ProbeClientClass.options).toEqual(ClientClass.options);
  });

  it.each([
    ["ends before it begins", { endAtUs: 1_000_000 }, "endAtUs"],
    ["keeps too many under way", { timeoutMs: 2_001 }, "timeoutMs"],
    ["is faster than 50 a second", { intervalMs: 19, timeoutMs: 100 }, "intervalMs"],
    ["names a lane twice", { lanes: [lane, lane] }, "lanes"],
    ["sends nothing", { lanes: [] }, "lanes"],
  ])("refuses a run that %s", (_what, change, field) => {
    const issues = ArmedRun.safeParse({ ...run, ...change }).error?.issues;
    expect(issues?.map(({ path }) => path[0])).toEqual([field]);
  });

  const nameServers = [{ address: "192.0.2.53" }];
  it.each([
    ["public_resolver without one to ask", { class: "public_resolver" }, "resolver"],
    ["authoritative without name servers", { class: "authoritative" }, "nameServers"],
    ["fresh with name servers", { nameServers }, "nameServers"],
    ["udp by http", { class: "udp" }, "url"],
    ["fresh by udp", { url: "udp://192.0.2.1:862" }, "url"],
    ["accelerator_fresh by name", { class: "accelerator_fresh" }, "entry"],
    ["fresh through the accelerator", { entry: "accelerator" }, "entry"],
  ])("refuses a lane: %s", (_what, change, field) => {
    const parsed = ArmedRun.safeParse({ ...run, lanes: [{ ...lane, ...change }] });
    expect(parsed.error?.issues.map(({ path }) => path.at(-1))).toEqual([field]);
  });

  it("takes each class with what it needs", () => {
    const lanes = [
      lane,
      { ...lane, laneId: "c5", class: "authoritative", nameServers },
      { ...lane, laneId: "c6", class: "public_resolver", resolver: { address: "192.0.2.8" } },
      { ...lane, laneId: "c7", class: "accelerator_fresh", entry: "accelerator" },
      { ...lane, laneId: "c9", class: "udp", entry: "accelerator", url: "udp://192.0.2.1:862" },
    ];
    expect(ArmedRun.safeParse({ ...run, lanes }).success).toBe(true);
  });
});
