import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { FailoverPlan } from "../../../../controller/contract/failover/failover-plan.ts";
import { FailoverPlanShape } from "../../../../controller/contract/failover/failover-plan-shape.ts";
import { fieldAt } from "../../../../controller/yaml/fields-of.ts";
import { readYaml } from "../../../../controller/yaml/read-yaml.ts";
import { writeYaml } from "../../../../controller/yaml/write-yaml.ts";
import { WRITTEN_PLAN } from "../../../helpers/failover-plan.ts";

/** What is wrong with a plan, as `field: message`. */
function issues(change: object): string[] {
  const parsed = FailoverPlan.safeParse({ ...WRITTEN_PLAN, ...change });
  return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

const fresh = { entry: "dns", class: "fresh", shareRatio: 1 };

const injector = fc.oneof(
  fc.record({
    kind: fc.constant("http_hook"),
    url: fc.webUrl({ validSchemes: ["https"] }).map((url) => new URL(url).href),
    body: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(fc.integer(), fc.boolean())),
  }),
  fc.record({ kind: fc.constant("health_check"), healthCheckId: fc.uuid() }),
  fc.record({
    kind: fc.constant("stop_instances"),
    region: fc.constantFrom("eu-west-1", "us-gov-west-1"),
    instanceIds: fc.array(fc.stringMatching(/^i-[0-9a-f]{17}$/), { minLength: 1, maxLength: 3 }),
  }),
);

const plan = fc.record(
  {
    label: fc.string({ minLength: 1, maxLength: 80 }).filter((text) => text.trim() !== ""),
    injector,
    intervalMs: fc.integer({ min: 20, max: 1_000 }),
    timeoutMs: fc.integer({ min: 20, max: 2_000 }),
    observeS: fc.integer({ min: 60, max: 7_200 }),
    repeats: fc.integer({ min: 1, max: 100 }),
    timeZone: fc.constantFrom("UTC", "Europe/Berlin", "America/Argentina/Ushuaia"),
    windows: fc.array(
      fc.record({
        days: fc.subarray(["mon", "tue", "sun"], { minLength: 1 }),
        from: fc.constantFrom("00:00", "22:30"),
        to: fc.constantFrom("05:00", "24:00"),
      }),
      { maxLength: 3 },
    ),
    blackouts: fc.array(fc.constant({ from: "2026-12-20", to: "2027-01-06" }), { maxLength: 2 }),
    schedule: fc.constant({ cron: "30 2 * * tue" }),
  },
  { requiredKeys: [] },
);

describe("controller/contract/failover/failover-plan", () => {
  it("fills in what is usual, and leaves what is unknown out", () => {
    const parsed = FailoverPlan.parse(WRITTEN_PLAN);
    expect(parsed).toMatchObject({
      timeoutMs: 2_000,
      baselineS: 600,
      repeats: 1,
      pauseS: 900,
      timeZone: "UTC",
      windows: [],
      hypothesis: { attainmentRatio: 0.95 },
      guards: { silentShareRatio: 0.2, silentAfterS: 15, mostMisRoutes: 0 },
    });
    expect(parsed.schedule).toBeUndefined();
    expect(parsed.deadlineS).toBeUndefined();
  });

  it.each<[string, object, string]>([
    [
      "an interval that is too coarse",
      { hypothesis: { rtoS: 30 }, intervalMs: 600, timeoutMs: 1_000 },
      "intervalMs: is too coarse for a recovery time of 30 s: 60 probes must fit into it; write 500 or less",
    ],
    [
      "a time-out that blurs the recovery time",
      { hypothesis: { rtoS: 20 }, intervalMs: 300 },
      "timeoutMs: makes every time unsure by 2300 ms (intervalMs + timeoutMs), more than a tenth of the recovery time of 20 s; write 1700 or less",
    ],
    [
      "a class of another way in",
      { clients: [{ ...fresh, class: "accelerator_fresh" }] },
      "clients.0.class: is no class of dns; it belongs to accelerator",
    ],
    [
      "shares that do not add up",
      { clients: [{ ...fresh, shareRatio: 0.4 }] },
      "clients: shares of the clients of dns add up to 0.400; make the shareRatio of them add up to 1",
    ],
    [
      "a class twice",
      { clients: [fresh, { ...fresh, shareRatio: 0 }] },
      "clients.1: fresh by dns stands twice; take one of them out",
    ],
    [
      "users that ask name servers",
      { clients: [{ ...fresh, class: "authoritative" }] },
      "clients.0.shareRatio: must be 0: users do not ask the name servers of the zone themselves",
    ],
    ["a vantage twice", { vantages: ["fra", "fra"] }, "vantages.1: fra stands twice; take one out"],
    [
      "the failing endpoint forbidden",
      { hypothesis: { rtoS: 120, forbiddenEndpoints: ["dublin"] } },
      "hypothesis.forbiddenEndpoints.0: dublin is the endpoint that is made to fail; it serves until then, so take it out",
    ],
    ["too short a baseline", { baselineS: 60 }, "baselineS: must be 600 or more in staging"],
    [
      "production without hours",
      { environment: "production", approver: "operations" },
      "windows: is missing, and production needs hours in which runs may begin",
    ],
    [
      "production that nobody approves",
      { environment: "production", windows: [{ days: ["tue"], from: "02:00", to: "05:00" }] },
      "approver: is missing, and production needs somebody who says yes before each run",
    ],
    [
      "a restore before the recovery time",
      { deadlineS: 60 },
      "deadlineS: restores before service can be seen to be stable, so a recovery time of 120 s could not be judged; write 195 or more",
    ],
    [
      "watching past the restore",
      { deadlineS: 300, observeS: 400 },
      "observeS: is longer than deadlineS, at which everything is restored; write 300 or less",
    ],
    [
      "a blackout that ends before it begins",
      { blackouts: [{ from: "2027-01-06", to: "2026-12-20" }] },
      "blackouts.0.to: lies before from (2027-01-06); write the later day here",
    ],
  ])("says what is wrong and how to mend it: %s", (_what, change, expected) => {
    expect(issues(change)).toEqual([expected]);
  });

  it("takes a misspelt field of an injector for what it is", () => {
    const change = { injector: { ...WRITTEN_PLAN.injector, tokenVarible: "TOKEN" } };
    expect(issues(change)).toEqual([expect.stringContaining("injector: Unrecognized key")]);
  });

  test.prop([plan])(
    "is the same when it was printed and read again, as JSON and as YAML",
    (change) => {
      const parsed = FailoverPlanShape.parse({ ...WRITTEN_PLAN, ...change });
      expect(FailoverPlanShape.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
      const read = readYaml(writeYaml(parsed), FailoverPlanShape);
      expect(read).toMatchObject({ ok: true, value: parsed });
    },
  );

  it("says of each field what it means", () => {
    const { names } = fieldAt(FailoverPlanShape, []);
    for (const name of names) {
      expect(fieldAt(FailoverPlanShape, [name]).description ?? name).not.toBe(name);
    }
    for (const list of ["windows", "blackouts", "clients"]) {
      for (const name of fieldAt(FailoverPlanShape, [list, 0]).names) {
        expect(fieldAt(FailoverPlanShape, [list, 0, name]).description ?? name).not.toBe(name);
      }
    }
  });
});
