import type { InstanceStateName } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  prepareStopInstances,
  stopInstancesActs,
} from "../../../../controller/aws/inject/stop-instances.ts";
import { restoreBy } from "../../../../controller/failover/inject/acts.ts";
import { injectionOf } from "../../../../controller/failover/inject/injection-of.ts";
import { unauthorized } from "../recorded-service.ts";
import { type InjectAws, MAIN, openInjectAws, problemOf } from "./inject-aws.ts";
import { scriptedEc2 } from "./scripted-ec2.ts";

const REGION = "eu-west-1";
const [ONE, TWO, THREE] = ["i-00000001", "i-00000002", "i-00000003"] as const;
const TAG = { Key: "isochrone:failover-test", Value: "allow" };

const ec2 = scriptedEc2();
let aws: InjectAws;
beforeAll(async () => {
  aws = await openInjectAws([ec2.service]);
});
afterAll(() => aws.close());
beforeEach(() => {
  ec2.instances = [ONE, TWO, THREE].map((InstanceId) => ({
    InstanceId,
    State: { Name: InstanceId === THREE ? "stopped" : "running" },
    Tags: [TAG],
    NetworkInterfaces: [{ Association: { IpOwnerId: "amazon", PublicIp: "203.0.113.9" } }],
  }));
  ec2.coming.clear();
  ec2.noRoomFor.clear();
  aws.calls.length = 0;
});

const states = () => ec2.instances.map(({ State }) => State?.Name);
const setState = (id: string, Name: InstanceStateName) => {
  const instance = ec2.instances.find(({ InstanceId }) => InstanceId === id);
  if (instance !== undefined) instance.State = { Name };
};
const prepare = (instanceIds: string[] = [ONE, TWO, THREE]) =>
  aws
    .accounts()
    .inOneOf((account) =>
      prepareStopInstances({ kind: "stop_instances", region: REGION, instanceIds }, account),
    );
const actsOf = async () =>
  stopInstancesActs(
    { kind: "stop_instances", account: MAIN, region: REGION, instanceIds: [ONE, TWO] },
    await aws.accounts().byId(MAIN),
    aws.pause,
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

it("those that run are stopped until all have stopped, and started until all run", async () => {
  const test = injection();
  expect(await test.prepare()).toEqual({
    preview: [
      `ec2:StopInstances in account ${MAIN}, ${REGION}: InstanceIds ${ONE}, ${TWO}`,
      "ec2:DescribeInstances until all are stopped",
      `Stopped already, and left so: ${THREE}`,
      `Not restored: ${ONE} loses 203.0.113.9, which is no Elastic IP address, and gets another one`,
      `Not restored: ${TWO} loses 203.0.113.9, which is no Elastic IP address, and gets another one`,
      `To restore: ec2:StartInstances: InstanceIds ${ONE}, ${TWO}`,
    ],
    restoreSteps: [
      { kind: "stop_instances", account: MAIN, region: REGION, instanceIds: [ONE, TWO] },
    ],
    permissions: ["ec2:DescribeInstances", "ec2:StartInstances", "ec2:StopInstances"],
    optIn: {
      ok: true,
      reason: `the instance ${ONE} has the tag isochrone:failover-test = allow; the instance ${TWO} has the tag isochrone:failover-test = allow`,
    },
  });
  await test.inject();
  expect(states()).toEqual(["stopped", "stopped", "stopped"]);
  expect(await restore()).toMatchObject({ state: "restored" });
  expect(states()).toEqual(["running", "running", "stopped"]);
  aws.calls.length = 0;
  expect(await restore()).toMatchObject({ state: "restored" });
  expect(aws.calls).toEqual(["DescribeInstances"]);
});

it("one that is stopping still is started when it has stopped", async () => {
  const acts = await actsOf();
  await acts.bringAbout();
  expect(await acts.look()).toEqual({
    state: "other",
    reason: `${ONE} is stopping, ${TWO} is stopping`,
  });
  setState(TWO, "stopping");
  ec2.coming.set(TWO, ["stopping", "stopping", "stopping", "stopped"]);
  expect(await restoreBy(acts, aws.pause)).toMatchObject({ state: "restored" });
});

it("one that cannot be started keeps no other one down, and is told", async () => {
  await (await actsOf()).bringAbout();
  setState(ONE, "stopped");
  setState(TWO, "stopped");
  ec2.coming.clear();
  ec2.noRoomFor.add(ONE);
  expect(await problemOf(restore())).toMatch(/^ec2:StartInstances failed: There is no room/);
  expect(states()).toEqual(["stopped", "pending", "stopped"]);
  ec2.noRoomFor.clear();
  expect(await restore()).toMatchObject({ state: "restored" });
});

it("one that is gone for good is told at once, and the other one is started", async () => {
  setState(ONE, "terminated");
  setState(TWO, "stopped");
  expect(await restore()).toEqual({
    state: "other",
    reason: `${ONE} is terminated, ${TWO} is pending`,
  });
});

it("all of them must be marked as fit for tests", async () => {
  const [, two] = ec2.instances;
  if (two !== undefined) two.Tags = [];
  const test = injection();
  expect((await test.prepare()).optIn).toMatchObject({
    ok: false,
    reason: expect.stringContaining(`the instance ${TWO} has no tag`),
  });
  expect(await problemOf(test.inject())).toMatch(/^Nothing was made to fail/);
  expect(aws.calls).not.toContain("StopInstances");
});

it("what could not be started again is not stopped", async () => {
  aws
    .faultsOf("ec2")
    .set("StartInstances", { kind: "error", problem: unauthorized("ec2:StartInstances") });
  expect(await problemOf(prepare())).toMatch(
    /^ec2:StartInstances failed: You are not authorized.* \| Allow ec2:StartInstances to/,
  );
  aws.faultsOf("ec2").mend("StartInstances");
  expect(states()).toEqual(["running", "running", "stopped"]);
});

it("none of them in the account is a problem that names it", async () => {
  expect(await problemOf(prepare(["i-0badbad0"]))).toMatch(
    /account 111122223333 has none of them in eu-west-1/,
  );
});
