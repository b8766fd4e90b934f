import { ChangeTagsForResourceCommand, CreateHealthCheckCommand } from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import {
  healthCheckActs,
  prepareHealthCheck,
} from "../../../../controller/aws/inject/health-check.ts";
import type { InjectAccounts } from "../../../../controller/aws/inject/inject-accounts.ts";
import { accessDenied, Faults } from "../../../../infra/lab/aws/faults.ts";
import { ServiceProblem } from "../../../../infra/lab/aws/service-problem.ts";
import {
  EXTERNAL_ID,
  INJECT_ROLE,
  type InjectAws,
  MAIN,
  OTHER,
  openInjectAws,
  problemOf,
} from "./inject-aws.ts";

const GONE = "00000000-0000-4000-8000-000000000000";
const roleArn = `arn:aws:iam::${OTHER}:role/isochrone-observe`;
const byRole = { roleArn, inject: { roleArn: INJECT_ROLE, externalId: EXTERNAL_ID } };
const denied = { roleArn, inject: { roleArn: INJECT_ROLE, externalId: "not-that" } };

let aws: InjectAws;
let id = "";
beforeAll(async () => {
  aws = await openInjectAws();
  const HealthCheckConfig = { Type: "TCP", IPAddress: "198.51.100.7", Port: 443 } as const;
  const { HealthCheck } = await aws.route53.send(
    new CreateHealthCheckCommand({ CallerReference: "shop", HealthCheckConfig }),
  );
  id = HealthCheck?.Id ?? "";
  const AddTags = [{ Key: "isochrone:failover-test", Value: "allow" }];
  await aws.route53.send(
    new ChangeTagsForResourceCommand({ ResourceType: "healthcheck", ResourceId: id, AddTags }),
  );
});
afterAll(async () => {
  vi.restoreAllMocks();
  await aws.close();
});

const prepare = (accounts: InjectAccounts, healthCheckId = id) =>
  accounts.inOneOf((account) =>
    prepareHealthCheck({ kind: "health_check", healthCheckId }, account),
  );
const actsIn = async (accounts: InjectAccounts, account: string, healthCheckId = id) => {
  const step = { kind: "health_check", account, healthCheckId, disabled: false } as const;
  return healthCheckActs({ ...step, inverted: false }, await accounts.byId(account));
};

it.each([
  ["whatever stands first", byRole],
  ["also where another one cannot be opened", denied],
])("the account is the one that has it, %s", async (_, first) => {
  const both = aws.accounts([first, { inject: {} }]);
  expect(await prepare(both)).toMatchObject({ restoreSteps: [{ account: MAIN }] });
});

it("none that has it is told with what each of them answered", async () => {
  expect(await problemOf(prepare(aws.accounts(), GONE))).toMatch(
    /^route53:GetHealthCheck failed: .*does not exist\. \| Correct the injector/,
  );
  expect(await problemOf(prepare(aws.accounts([byRole, { inject: {} }]), GONE))).toMatch(
    /^None of the accounts .* has it: route53:GetHealthCheck.*; route53:Get.* \| Correct/,
  );
  expect(await problemOf(prepare(aws.accounts([denied, { inject: {} }]), GONE))).toMatch(
    /has it: .*sts:AssumeRole.* \| Let the trust policy of \S+isochrone-inject name this caller/,
  );
});

it("a call that is denied is told with the role and the action to allow", async () => {
  aws.faultsOf("route53").set("UpdateHealthCheck", accessDenied("route53", "UpdateHealthCheck"));
  const acts = await actsIn(aws.accounts(), MAIN);
  expect(await problemOf(acts.bringAbout())).toMatch(
    /^route53:UpdateHealthCheck failed: .*not authorized.* \| Allow route53:UpdateHealthCheck to/,
  );
  aws.faultsOf("route53").mend("UpdateHealthCheck");
});

it("an account without inject lets nothing be made to fail", async () => {
  const none = aws.accounts([{}]);
  expect(await problemOf(prepare(none))).toMatch(/in any AWS account\. \| Add inject/);
  expect(await problemOf(none.byId(MAIN))).toMatch(/in the AWS account 111122223333\. \| Add/);
  expect(await problemOf(aws.accounts([byRole]).byId(MAIN))).toMatch(/account 111122223333/);
});

it("an account that the credentials turn out not to be of is left alone, and hinders no other", async () => {
  const wrong = { id: OTHER, inject: {} };
  expect(await problemOf(prepare(aws.accounts([wrong])))).toMatch(
    /are of account 111122223333, not of 444455556666\. \| Correct id/,
  );
  const both = aws.accounts([wrong, byRole]);
  expect((await both.byId(OTHER)).id).toBe(OTHER);
  expect(await problemOf(both.byId(MAIN))).toMatch(/not of 444455556666/);
});

it("the try after credentials have ended asks for new ones", async () => {
  const asked = vi.spyOn(Faults.prototype, "next");
  const assumed = () => asked.mock.calls.filter(([name]) => name === "AssumeRole").length;
  const acts = await actsIn(aws.accounts([byRole]), OTHER, GONE);
  const problem = new ServiceProblem("ExpiredToken", "The security token is expired", 403);
  // Once for the token, and once more for the one that the session got in its place.
  aws.faultsOf("route53", OTHER).set("GetHealthCheck", { kind: "error", problem }, { times: 2 });
  expect(await problemOf(acts.look())).toMatch(/The security token is expired/);
  expect(await acts.look()).toMatchObject({
    state: "other",
    reason: expect.stringContaining("not there any more"),
  });
  expect(assumed()).toBe(3);
});
