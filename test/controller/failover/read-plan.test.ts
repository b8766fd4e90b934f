import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../controller/contract/failover/failover-plan.ts";
import { readPlan } from "../../../controller/failover/read-plan.ts";
import { faultText } from "../../../controller/yaml/fault.ts";
import { writeYaml } from "../../../controller/yaml/write-yaml.ts";
import { ESTATE } from "../../helpers/estate.ts";
import { WRITTEN_PLAN } from "../../helpers/failover-plan.ts";

/** Tuesday, 1 December 2026, 00:00 UTC. */
const NOW = Date.UTC(2026, 11, 1);
const OWN = {
  ...WRITTEN_PLAN,
  endpoint: "eu-west-1",
  vantages: ["eu-west-1", "us-east-1"],
  hypothesis: { rtoS: 120, rpoS: 5 },
};
const other = FailoverPlan.parse({
  ...OWN,
  id: "virginia-lost",
  schedule: { cron: "10 2 * * tue" },
});

/** The faults of a plan that is sound but for a change. */
function faults(change: object): string[] {
  const text = writeYaml({ ...OWN, ...change });
  const read = readPlan(text, { nowMs: NOW, estate: ESTATE, plans: [other] });
  return read.ok ? [] : read.faults.map(faultText);
}

const NIGHTS = [{ days: ["sun", "mon"], from: "22:00", to: "05:00" }];
const SCHEDULE = { cron: "0 4 * * tue" };

describe("controller/failover/read-plan", () => {
  it("reads a plan that fits, with or without an estate", () => {
    expect(faults({})).toEqual([]);
    expect(faults({ schedule: SCHEDULE, windows: NIGHTS, timeZone: "Europe/Berlin" })).toEqual([]);
    expect(readPlan(writeYaml(WRITTEN_PLAN), { nowMs: NOW }).ok).toBe(true);
  });

  it.each<[string, object, string]>([
    [
      "service",
      { service: "shopp" },
      "line 4, column 10: service: shopp is no service; did you mean shop?",
    ],
    [
      "vantage",
      { vantages: ["eu-west-1", "moon"] },
      "line 25, column 5: vantages[1]: moon is no vantage of the estate; there are eu-west-1, us-east-1",
    ],
    [
      "endpoint",
      { endpoint: "eu-west-2" },
      "line 7, column 11: endpoint: eu-west-2 is no endpoint of shop; did you mean eu-west-1?",
    ],
    [
      "nowhere to go",
      { hypothesis: { rtoS: 120, forbiddenEndpoints: ["us-east-1"] } },
      "line 7, column 11: endpoint: is the only endpoint that is not forbidden, so users have nowhere to go; forbid fewer",
    ],
    [
      "time zone",
      { timeZone: "Europe/Berlim" },
      "line 32, column 11: timeZone: Europe/Berlim is no time zone of the IANA database; write one such as Europe/Berlin",
    ],
    [
      "cron with seconds",
      { schedule: { cron: "0 0 2 * * tue" } },
      "line 33, column 9: schedule.cron: has not five fields; write five fields: minute, hour, day of month, month, day of week",
    ],
    [
      "no cron",
      { schedule: { cron: "61 2 * * tue" } },
      "line 33, column 9: schedule.cron: is no cron expression (Constraint error, got value 61 expected range 0-59); write five fields: minute, hour, day of month, month, day of week",
    ],
    [
      "never",
      { schedule: { cron: "0 2 31 4,6 *" } },
      "line 33, column 9: schedule.cron: fires at no time at all; write five fields: minute, hour, day of month, month, day of week that come together",
    ],
    [
      "outside of every window",
      { windows: NIGHTS, schedule: { cron: "0 5 * * mon" } },
      "line 32, column 1: windows: none of the next 12 times of the schedule (2026-12-07 05:00 UTC to 2027-02-22 05:00 UTC) lies in a window; move a window or the schedule",
    ],
    [
      "all blacked out",
      { blackouts: [{ from: "2026-12-01", to: "2027-12-31" }], schedule: SCHEDULE },
      "line 32, column 1: blackouts: cover all of the next 12 times of the schedule (2026-12-01 04:00 UTC to 2027-02-16 04:00 UTC); shorten them or move the schedule",
    ],
    [
      "meets itself",
      { schedule: { cron: "*/20 4 * * *" } },
      "line 33, column 9: schedule.cron: fires at 2026-12-01 04:20 UTC while the runs of 2026-12-01 04:00 UTC, which take up to 22 min, may still go on; fire more seldom, or lower repeats or pauseS",
    ],
    [
      "meets another plan",
      { schedule: { cron: "0 3 * * tue" }, timeZone: "Europe/Berlin" },
      "line 33, column 9: schedule.cron: runs of 2026-12-01 03:00 Europe/Berlin would meet those of virginia-lost, which may go on from 2026-12-01 03:10 Europe/Berlin to 2026-12-01 03:32 Europe/Berlin; shop has one run at a time, so choose another time",
    ],
  ])("names the place, the field and the mend: %s", (_what, change, expected) => {
    expect(faults(change)).toEqual([expected]);
  });

  it("lets a plan take its own place, and other services be", () => {
    const schedule = { cron: "10 2 * * tue" };
    expect(faults({ id: "virginia-lost", schedule })).toEqual([]);
    const elsewhere = { nowMs: NOW, plans: [{ ...other, service: "mail" }] };
    expect(readPlan(writeYaml({ ...OWN, schedule }), elsewhere).ok).toBe(true);
    const unknown = { nowMs: NOW, plans: [{ ...other, timeZone: "Moon/Tycho" }] };
    expect(readPlan(writeYaml({ ...OWN, schedule }), unknown).ok).toBe(true);
  });

  it("says which way in the service does not have", () => {
    const [shop] = ESTATE.services;
    if (shop === undefined) throw new Error("no service");
    const { accelerator: _none, ...without } = shop;
    const estate = { ...ESTATE, services: [without] };
    const read = readPlan(writeYaml(OWN), { nowMs: NOW, estate });
    expect(read.ok ? [] : read.faults.map(faultText)).toEqual([
      expect.stringContaining("clients[3].entry: shop has no accelerator as a way in"),
    ]);
  });
});
