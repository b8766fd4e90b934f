import {
  ChangeTagsForResourceCommand,
  CreateHealthCheckCommand,
  DeleteHealthCheckCommand,
  GetHealthCheckCommand,
  UpdateHealthCheckCommand,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  healthCheckActs,
  prepareHealthCheck,
} from "../../../../controller/aws/inject/health-check.ts";
import { restoreBy } from "../../../../controller/failover/inject/acts.ts";
import { injectionOf } from "../../../../controller/failover/inject/injection-of.ts";

import { type InjectAws, MAIN, openInjectAws, problemOf } from "./inject-aws.ts";

let aws: InjectAws;
let id = "";
let checks = 0;
beforeAll(async () => {
  aws = await openInjectAws();
});
afterAll(() => aws.close());
beforeEach(async () => {
  checks += 1;
  const { HealthCheck } = await aws.route53.send(
    new CreateHealthCheckCommand({
      CallerReference: `check-${checks}`,
      HealthCheckConfig: { Type: "TCP", IPAddress: "198.51.100.7", Port: 443 },
    }),
  );
  id = HealthCheck?.Id ?? "";
  await tag("allow");
  aws.calls.length = 0;
});

async function tag(Value: string): Promise<void> {
  const AddTags = [{ Key: "isochrone:failover-test", Value }];
  const input = { ResourceType: "healthcheck", ResourceId: id, AddTags } as const;
  await aws.route53.send(new ChangeTagsForResourceCommand(input));
}

async function config() {
  const answer = await aws.route53.send(new GetHealthCheckCommand({ HealthCheckId: id }));
  return answer.HealthCheck?.HealthCheckConfig;
}

const update = (change: object) =>
  aws.route53.send(new UpdateHealthCheckCommand({ HealthCheckId: id, ...change }));
const prepare = (accounts = aws.accounts()) =>
  accounts.inOneOf((account) =>
    prepareHealthCheck({ kind: "health_check", healthCheckId: id }, account),
  );
const found = { disabled: false, inverted: false };
const actsOf = async (step = found) =>
  healthCheckActs(
    { kind: "health_check", account: MAIN, healthCheckId: id, ...step },
    await aws.accounts().byId(MAIN),
  );
const injection = () =>
  injectionOf({
    prepare: () => prepare(),
    actsOf: () => actsOf(),
    prepared: null,
    nowMs: () => 1,
    pause: aws.pause,
  });
const restore = async () => restoreBy(await actsOf(), aws.pause);

describe("a health check", () => {
  it("counts as failed, and as before again, with all its other settings kept", async () => {
    const before = await config();
    const test = injection();
    expect(await test.prepare()).toEqual({
      preview: [
        `route53:UpdateHealthCheck in account ${MAIN}: HealthCheckId ${id}, HealthCheckVersion 1, Disabled true, Inverted true (now Disabled false, Inverted false)`,
        `To restore: route53:UpdateHealthCheck: HealthCheckId ${id}, Disabled false, Inverted false`,
      ],
      restoreSteps: [{ kind: "health_check", account: MAIN, healthCheckId: id, ...found }],
      permissions: [
        "route53:GetHealthCheck",
        "route53:ListTagsForResource",
        "route53:UpdateHealthCheck",
      ],
      optIn: {
        ok: true,
        reason: `the health check ${id} has the tag isochrone:failover-test = allow`,
      },
    });
    expect(await config()).toEqual(before);
    expect(await test.inject()).toEqual({ afterUs: 1_000, byUs: 2_000 });
    expect(await config()).toEqual({ ...before, Disabled: true, Inverted: true });
    expect(await test.verify()).toMatchObject({ state: "in_force" });
    expect(await restore()).toMatchObject({ state: "restored" });
    expect(await config()).toEqual(before);
    aws.calls.length = 0;
    expect(await restore()).toMatchObject({ state: "restored" });
    expect(aws.calls).toEqual(["GetHealthCheck"]);
  });

  it("is written anew where another write came between that left both flags alone", async () => {
    const test = injection();
    await test.prepare();
    aws.before("UpdateHealthCheck", () => update({ FailureThreshold: 7 }));
    await test.inject();
    expect(await config()).toMatchObject({ Disabled: true, Inverted: true, FailureThreshold: 7 });
    aws.before("UpdateHealthCheck", () => update({ FailureThreshold: 5 }));
    expect(await restore()).toMatchObject({ state: "restored" });
    expect(await config()).toMatchObject({ Disabled: false, FailureThreshold: 5 });
  });

  it("is left alone where the other write changed a flag", async () => {
    const test = injection();
    await test.prepare();
    aws.before("UpdateHealthCheck", () => update({ Inverted: true }));
    expect(await problemOf(test.inject())).toMatch(
      /changed meanwhile: Disabled false, Inverted true/,
    );
    expect(await config()).toMatchObject({ Disabled: false, Inverted: true });
    expect(await test.verify()).toMatchObject({
      state: "other",
      reason:
        "the health check has Disabled false, Inverted true, and had Disabled false, Inverted false",
    });
  });

  it("that others keep writing to is given up after four tries", async () => {
    const acts = await actsOf();
    const again = () => {
      aws.before("UpdateHealthCheck", async () => {
        await update({ FailureThreshold: (checks % 9) + 1 });
        void again();
      });
      return Promise.resolve();
    };
    await again();
    expect(await problemOf(acts.bringAbout())).toMatch(/version is/);
    expect(aws.calls.filter((call) => call === "UpdateHealthCheck")).toHaveLength(4);
    aws.before("UpdateHealthCheck", () => Promise.resolve());
    await actsOf().then((each) => each.putBack());
  });

  it("is in force also where the answer to the write was lost", async () => {
    const test = injection();
    await test.prepare();
    aws.faultsOf("route53").set("UpdateHealthCheck", { kind: "cut" }, { times: 1 });
    await test.inject();
    expect(await config()).toMatchObject({ Disabled: true, Inverted: true });
    await restore();
  });

  it("that is gone cannot be put back, and that is said at once", async () => {
    await aws.route53.send(new DeleteHealthCheckCommand({ HealthCheckId: id }));
    expect(await restore()).toEqual({
      state: "other",
      reason: "the health check is not there any more; it had Disabled false, Inverted false",
    });
    expect(aws.calls).not.toContain("UpdateHealthCheck");
  });

  it("that was found disabled is disabled again, and no more than that", async () => {
    await update({ Disabled: true, Inverted: true });
    const acts = await actsOf({ disabled: true, inverted: false });
    expect(await restoreBy(acts, aws.pause)).toMatchObject({ state: "restored" });
    expect(await config()).toMatchObject({ Disabled: true, Inverted: false });
  });
});

describe("preparing a health check", () => {
  it("that counts as failed already is refused, and nothing was written", async () => {
    await update({ Disabled: true, Inverted: true });
    expect(await problemOf(prepare())).toMatch(/counts as failed already\. \| Enable it again/);
    expect(aws.calls).toEqual(["GetHealthCheck"]);
  });

  it.each([
    ["deny", /^the health check \S+ has "deny" in its tag isochrone:failover-test/],
    ["ALLOW", /^the health check \S+ has "ALLOW" in its tag/],
  ])("with the tag %s is not fit for tests", async (value, reason) => {
    await tag(value);
    const { optIn } = await prepare();
    expect(optIn).toEqual({ ok: false, reason: expect.stringMatching(reason) });
    const test = injection();
    await test.prepare();
    expect(await problemOf(test.inject())).toMatch(/^Nothing was made to fail: the health check/);
    expect(await config()).toMatchObject({ Disabled: false, Inverted: false });
  });

  it("is fit for tests by the fence of its account, and no tag is asked for then", async () => {
    await tag("no");
    const fenced = (pattern: string) =>
      prepare(aws.accounts([{ inject: {}, failoverFence: ["acl-0123", pattern] }]));
    for (const pattern of [id, `arn:aws:route53:::healthcheck/${id}`, `${id.slice(0, 8)}*`]) {
      aws.calls.length = 0;
      const { optIn } = await fenced(pattern);
      expect(optIn).toEqual({ ok: true, reason: expect.stringContaining(`(${pattern})`) });
      expect(aws.calls).toEqual(["GetHealthCheck"]);
    }
    for (const pattern of [id.slice(0, 8), `${id}0`, id.replace("-", ".")]) {
      expect((await fenced(pattern)).optIn.ok).toBe(false);
    }
  });
});
