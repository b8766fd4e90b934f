import {
  CreateHealthCheckCommand,
  DeleteHealthCheckCommand,
  GetCheckerIpRangesCommand,
  GetHealthCheckCountCommand,
  GetHealthCheckLastFailureReasonCommand,
  GetHealthCheckStatusCommand,
  type HealthCheckConfig,
  NoSuchHealthCheck,
  UpdateHealthCheckCommand,
} from "@aws-sdk/client-route-53";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CHECKER_REGIONS } from "../../../../../infra/lab/health/checker-places.ts";
import type { HealthService } from "../../../../../infra/lab/health/health-service.ts";
import { quietHealth } from "../../health/quiet-health.ts";
import { type SimulatedClock, simulatedClock } from "../../health/simulated-clock.ts";
import { type LabRoute53, openLabRoute53 } from "../lab-route53.ts";

const HTTP: HealthCheckConfig = {
  Type: "HTTP",
  IPAddress: "127.77.2.1",
  RequestInterval: 10,
  FailureThreshold: 1,
};
const OK = "Success: HTTP Status Code 200, OK";
const FAILED = "Failure: HTTP Status Code 503, Service Unavailable";

describe("infra/lab/aws/route53/health-status-operations", () => {
  let clock: SimulatedClock;
  let health: HealthService;
  let lab: LabRoute53;
  let ok: boolean;
  let calls: number;

  beforeEach(async () => {
    clock = simulatedClock();
    ok = true;
    calls = 0;
    const probe = () => {
      calls += 1;
      return Promise.resolve({ ok, reason: ok ? OK : FAILED, tookLabMs: 0 });
    };
    health = quietHealth({ clock, probe });
    lab = await openLabRoute53(health);
  });
  afterEach(() => lab.close());

  const create = async (config: HealthCheckConfig = HTTP, CallerReference = "one") => {
    const command = new CreateHealthCheckCommand({ CallerReference, HealthCheckConfig: config });
    return (await lab.client.send(command)).HealthCheck?.Id ?? "";
  };
  const observations = async (HealthCheckId: string) =>
    (await lab.client.send(new GetHealthCheckStatusCommand({ HealthCheckId })))
      .HealthCheckObservations ?? [];
  const failures = async (HealthCheckId: string) =>
    (await lab.client.send(new GetHealthCheckLastFailureReasonCommand({ HealthCheckId })))
      .HealthCheckObservations ?? [];

  it("shows what each checker saw last, with Region, address and time", async () => {
    const id = await create();
    expect(await observations(id)).toEqual([]);
    await clock.runTo(10_000);
    const seen = await observations(id);
    expect(seen.map(({ Region }) => Region)).toEqual(
      CHECKER_REGIONS.flatMap((region) => [region, region]),
    );
    expect(seen[0]).toEqual({
      Region: CHECKER_REGIONS[0],
      IPAddress: "127.77.6.1",
      StatusReport: { Status: OK, CheckedTime: expect.any(Date) },
    });
    expect(seen[3]?.IPAddress).toBe("127.77.6.34");
    for (const { StatusReport } of seen) {
      expect(StatusReport?.CheckedTime?.getTime()).toBeLessThanOrEqual(10_000);
    }
    expect(await failures(id)).toEqual([]);
  });

  it("remembers the last failure of each checker after it is good again", async () => {
    const id = await create();
    ok = false;
    await clock.runTo(10_000);
    ok = true;
    await clock.runTo(20_000);
    const failed = await failures(id);
    expect(failed).toHaveLength(16);
    expect(new Set(failed.map(({ StatusReport }) => StatusReport?.Status))).toEqual(
      new Set([FAILED]),
    );
    expect(
      new Set((await observations(id)).map(({ StatusReport }) => StatusReport?.Status)),
    ).toEqual(new Set([OK]));
  });

  it("has no status of a calculated check, nor of one that is not there", async () => {
    const leaf = await create();
    const id = await create({ Type: "CALCULATED", ChildHealthChecks: [leaf] }, "parent");
    for (const answer of [observations(id), failures(id)]) {
      await expect(answer).rejects.toMatchObject({
        name: "InvalidInput",
        message: expect.stringContaining("CALCULATED"),
      });
    }
    await expect(observations("none")).rejects.toThrow(NoSuchHealthCheck);
    await expect(failures("none")).rejects.toThrow(NoSuchHealthCheck);
  });

  it("has nothing to observe where nothing is called", async () => {
    const ARN = "arn:aws:route53-recovery-control::111122223333:controlpanel/a/routingcontrol/b";
    const id = await create({ Type: "RECOVERY_CONTROL", RoutingControlArn: ARN });
    expect(await observations(id)).toEqual([]);
  });

  it("names the ranges that the checkers call from", async () => {
    const { CheckerIpRanges } = await lab.client.send(new GetCheckerIpRangesCommand({}));
    expect(CheckerIpRanges).toHaveLength(8);
    expect(CheckerIpRanges?.slice(0, 2)).toEqual(["127.77.6.0/27", "127.77.6.32/27"]);
  });

  it("counts the checks", async () => {
    await create();
    const { HealthCheckCount } = await lab.client.send(new GetHealthCheckCountCommand({}));
    expect(HealthCheckCount).toBe(1);
  });

  it("has the checkers obey updates at once, and stop with the check", async () => {
    const id = await create();
    await clock.runTo(10_000);
    const update = (fields: Partial<HealthCheckConfig>) =>
      lab.client.send(new UpdateHealthCheckCommand({ HealthCheckId: id, ...fields }));
    await update({ Inverted: true });
    expect(health.isHealthyNow(id)).toBe(false);
    await update({ Inverted: false, Disabled: true });
    expect(health.isHealthyNow(id)).toBe(true);
    expect(await observations(id)).toEqual([]);
    await update({ Disabled: false, FailureThreshold: 3 });
    ok = false;
    await clock.runTo(20_000);
    expect(health.isHealthyNow(id)).toBe(true);
    await update({ FailureThreshold: 1 });
    expect(health.isHealthyNow(id)).toBe(false);
    await expect(
      lab.client.send(
        new UpdateHealthCheckCommand({ HealthCheckId: id, HealthCheckVersion: 1, Inverted: true }),
      ),
    ).rejects.toMatchObject({ name: "HealthCheckVersionMismatch" });
    expect(health.isHealthyNow(id)).toBe(false);
    await lab.client.send(new DeleteHealthCheckCommand({ HealthCheckId: id }));
    const before = calls;
    await clock.runTo(60_000);
    expect(calls).toBe(before);
    expect(health.isHealthy(id)).toBe(true);
  });

  it("lets four calls for a status through at once, then one a second", async () => {
    const id = await create();
    for (const ask of [observations, failures]) {
      for (let n = 0; n < 4; n += 1) await ask(id);
      await expect(ask(id)).rejects.toMatchObject({ name: "Throttling" });
    }
    lab.clocks.wallMs += 1_000;
    expect(await observations(id)).toEqual([]);
    await expect(observations(id)).rejects.toMatchObject({ name: "Throttling" });
  });
});
