import {
  CreateAcceleratorCommand,
  CreateEndpointGroupCommand,
  CreateListenerCommand,
  DeleteEndpointGroupCommand,
  DescribeEndpointGroupCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEndpointGroupCommand,
} from "@aws-sdk/client-global-accelerator";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  acceleratorDialActs,
  prepareAcceleratorDial,
} from "../../../../controller/aws/inject/accelerator-dial.ts";
import {
  acceleratorWeightActs,
  prepareAcceleratorWeight,
} from "../../../../controller/aws/inject/accelerator-weight.ts";
import { type Acts, restoreBy } from "../../../../controller/failover/inject/acts.ts";
import type { PreparedInjection } from "../../../../controller/failover/inject/injection.ts";
import { injectionOf } from "../../../../controller/failover/inject/injection-of.ts";
import { ALB, INSTANCE, type InjectAws, MAIN, openInjectAws, problemOf } from "./inject-aws.ts";

const EIP = "eipalloc-0123456789abcdef0";
const TAG = { Key: "isochrone:failover-test", Value: "allow" };

let aws: InjectAws;
let accelerator = "";
let arn = "";
let other = "";
beforeAll(async () => {
  aws = await openInjectAws();
});
afterAll(() => aws.close());
beforeEach(async () => {
  const made = await aws.accelerators.send(
    new CreateAcceleratorCommand({ Name: "shop", Tags: [TAG] }),
  );
  accelerator = made.Accelerator?.AcceleratorArn ?? "";
  const { Listener } = await aws.accelerators.send(
    new CreateListenerCommand({
      AcceleratorArn: accelerator,
      Protocol: "TCP",
      PortRanges: [{ FromPort: 80, ToPort: 80 }],
    }),
  );
  const group = async (EndpointGroupRegion: string, more: object) => {
    const { EndpointGroup } = await aws.accelerators.send(
      new CreateEndpointGroupCommand({
        ListenerArn: Listener?.ListenerArn,
        EndpointGroupRegion,
        ...more,
      }),
    );
    return EndpointGroup?.EndpointGroupArn ?? "";
  };
  arn = await group("us-east-1", {
    TrafficDialPercentage: 60,
    HealthCheckIntervalSeconds: 10,
    PortOverrides: [{ ListenerPort: 80, EndpointPort: 8_080 }],
    EndpointConfigurations: [
      { EndpointId: ALB, Weight: 200, ClientIPPreservationEnabled: true },
      { EndpointId: INSTANCE, Weight: 3 },
    ],
  });
  other = await group("eu-west-1", { EndpointConfigurations: [{ EndpointId: EIP }] });
  await aws.pause(60_000);
  aws.calls.length = 0;
});

async function group(EndpointGroupArn = arn) {
  const described = await aws.accelerators.send(
    new DescribeEndpointGroupCommand({ EndpointGroupArn }),
  );
  return described.EndpointGroup;
}

const update = (change: object) =>
  aws.accelerators.send(new UpdateEndpointGroupCommand({ EndpointGroupArn: arn, ...change }));
const account = () => aws.accounts().byId(MAIN);
const prepareWeight = async () =>
  prepareAcceleratorWeight(
    { kind: "accelerator_weight", endpointGroupArn: arn, endpointId: ALB },
    await account(),
  );
const prepareDial = async () =>
  prepareAcceleratorDial({ kind: "accelerator_dial", endpointGroupArn: arn }, await account());
const weightActs = async () =>
  acceleratorWeightActs(
    {
      kind: "accelerator_weight",
      account: MAIN,
      endpointGroupArn: arn,
      endpointId: ALB,
      weight: 200,
    },
    await account(),
  );
const dialActs = async () =>
  acceleratorDialActs(
    { kind: "accelerator_dial", account: MAIN, endpointGroupArn: arn, dialPercent: 60 },
    await account(),
  );
const injectionBy = (prepare: () => Promise<PreparedInjection>, actsOf: () => Promise<Acts>) =>
  injectionOf({ prepare, actsOf, prepared: null, nowMs: () => 1, pause: aws.pause });

describe("the weight of an endpoint", () => {
  const restore = async () => restoreBy(await weightActs(), aws.pause);
  const injection = () => injectionBy(prepareWeight, weightActs);

  it("becomes 0 when all edges have it, and what it was again; all else stays", async () => {
    const before = await group();
    const test = injection();
    expect(await test.prepare()).toEqual({
      preview: [
        `globalaccelerator:UpdateEndpointGroup in account ${MAIN}: EndpointGroupArn ${arn}, EndpointConfigurations ${ALB} Weight 0, ${INSTANCE} Weight 3 (now Weight 200)`,
        "globalaccelerator:DescribeAccelerator until it is DEPLOYED",
        `To restore: globalaccelerator:UpdateEndpointGroup: EndpointGroupArn ${arn}, EndpointConfigurations ${ALB} Weight 200, ${INSTANCE} Weight 3, with the other endpoints as they are then`,
      ],
      restoreSteps: [
        {
          kind: "accelerator_weight",
          account: MAIN,
          endpointGroupArn: arn,
          endpointId: ALB,
          weight: 200,
        },
      ],
      permissions: [
        "globalaccelerator:DescribeAccelerator",
        "globalaccelerator:DescribeEndpointGroup",
        "globalaccelerator:ListEndpointGroups",
        "globalaccelerator:ListTagsForResource",
        "globalaccelerator:UpdateEndpointGroup",
      ],
      optIn: {
        ok: true,
        reason: `the accelerator ${accelerator} has the tag isochrone:failover-test = allow`,
      },
    });
    expect(await group()).toEqual(before);
    await test.inject();
    // 2 s until DEPLOYED, looked for every 2 s, and once before.
    expect(aws.calls.filter((call) => call === "DescribeAccelerator")).toHaveLength(3);
    const [alb, instance] = before?.EndpointDescriptions ?? [];
    expect(await group()).toEqual({
      ...before,
      EndpointDescriptions: [{ ...alb, Weight: 0 }, instance],
    });
    expect(await restore()).toMatchObject({ state: "restored" });
    expect(await group()).toEqual(before);
    aws.calls.length = 0;
    expect(await restore()).toMatchObject({ state: "restored" });
    expect(aws.calls).not.toContain("UpdateEndpointGroup");
  });

  it("is put back among the endpoints that are there by then", async () => {
    const test = injection();
    await test.prepare();
    await test.inject();
    await update({
      EndpointConfigurations: [{ EndpointId: ALB, Weight: 0, ClientIPPreservationEnabled: false }],
    });
    expect(await restore()).toMatchObject({ state: "restored" });
    expect((await group())?.EndpointDescriptions).toMatchObject([
      { EndpointId: ALB, Weight: 200, ClientIPPreservationEnabled: false },
    ]);
  });

  it("is left alone where it was changed after it was prepared, or is being deployed", async () => {
    const test = injection();
    await test.prepare();
    await update({ TrafficDialPercentage: 61 });
    expect(await problemOf(test.inject())).toMatch(
      /not as it was found: the endpoint has weight 200, and the accelerator is IN_PROGRESS/,
    );
    await update({
      EndpointConfigurations: [{ EndpointId: ALB, Weight: 9 }, { EndpointId: INSTANCE }],
    });
    expect(await problemOf(test.inject())).toMatch(/has weight 9, and had 200/);
    expect(await problemOf((await weightActs()).bringAbout())).toMatch(/changed meanwhile/);
    expect(aws.calls).not.toContain("UpdateEndpointGroup");
  });

  it("of an endpoint that left the group is not put back, and that is said at once", async () => {
    await update({ EndpointConfigurations: [{ EndpointId: INSTANCE }] });
    const gone = { state: "other", reason: expect.stringContaining("not in the group any more") };
    expect(await restore()).toEqual(gone);
    await aws.accelerators.send(new DeleteEndpointGroupCommand({ EndpointGroupArn: arn }));
    expect(await restore()).toEqual(gone);
    expect(aws.calls).not.toContain("UpdateEndpointGroup");
  });
});

describe("the dial of a group", () => {
  const restore = async () => restoreBy(await dialActs(), aws.pause);
  const injection = () => injectionBy(prepareDial, dialActs);

  it("is at 0 % when all edges have it, and where it was again; all else stays", async () => {
    const before = await group();
    const test = injection();
    expect(await test.prepare()).toMatchObject({
      preview: [
        `globalaccelerator:UpdateEndpointGroup in account ${MAIN}: EndpointGroupArn ${arn}, TrafficDialPercentage 0 (now 60)`,
        "globalaccelerator:DescribeAccelerator until it is DEPLOYED",
        `To restore: globalaccelerator:UpdateEndpointGroup: EndpointGroupArn ${arn}, TrafficDialPercentage 60`,
      ],
      restoreSteps: [{ kind: "accelerator_dial", dialPercent: 60 }],
      optIn: { ok: true },
    });
    await test.inject();
    expect(await group()).toEqual({ ...before, TrafficDialPercentage: 0 });
    expect(await test.verify()).toMatchObject({ state: "in_force" });
    await update({ EndpointConfigurations: [{ EndpointId: INSTANCE, Weight: 9 }] });
    expect(await restore()).toMatchObject({ state: "restored" });
    expect(await group()).toMatchObject({
      TrafficDialPercentage: 60,
      EndpointDescriptions: [{ EndpointId: INSTANCE, Weight: 9 }],
    });
  });

  it("is left alone where somebody else turned it meanwhile", async () => {
    const test = injection();
    await test.prepare();
    await update({ TrafficDialPercentage: 30 });
    await aws.pause(60_000);
    expect(await problemOf(test.inject())).toMatch(/the dial is at 30 %, and was at 60 %/);
    expect(await problemOf((await dialActs()).bringAbout())).toMatch(/changed meanwhile/);
    await aws.accelerators.send(new DeleteEndpointGroupCommand({ EndpointGroupArn: arn }));
    expect(await problemOf((await dialActs()).bringAbout())).toMatch(/the endpoint group is gone/);
    expect(await restore()).toMatchObject({
      state: "other",
      reason: expect.stringMatching(/not there any more/),
    });
  });

  it("of a group that is not there is not taken", async () => {
    arn = `${arn.slice(0, -3)}000`;
    expect(await problemOf(prepareDial())).toMatch(/^injector\.endpointGroupArn: there is no/);
    arn = arn.replace("/listener/", "/listener/0");
    expect(await problemOf(prepareWeight())).toMatch(/^injector\.endpointGroupArn: there is no/);
  });

  it("is not taken where no other group could serve", async () => {
    await aws.accelerators.send(new DeleteEndpointGroupCommand({ EndpointGroupArn: other }));
    expect(await problemOf(prepareDial())).toMatch(/^No other endpoint group of the listener/);
  });
});

describe("the consent", () => {
  it("is that of the accelerator", async () => {
    await aws.accelerators.send(
      new UntagResourceCommand({ ResourceArn: accelerator, TagKeys: [TAG.Key] }),
    );
    await aws.accelerators.send(new TagResourceCommand({ ResourceArn: arn, Tags: [TAG] }));
    for (const { optIn } of [await prepareDial(), await prepareWeight()]) {
      expect(optIn).toEqual({
        ok: false,
        reason: `the accelerator ${accelerator} has no tag isochrone:failover-test; set that to allow, or name it in failoverFence of account ${MAIN} in the AWS settings`,
      });
    }
    const fenced = aws.accounts([{ inject: {}, failoverFence: [`${accelerator}*`] }]);
    const { optIn } = await prepareAcceleratorDial(
      { kind: "accelerator_dial", endpointGroupArn: arn },
      await fenced.byId(MAIN),
    );
    expect(optIn.ok).toBe(true);
  });
});
