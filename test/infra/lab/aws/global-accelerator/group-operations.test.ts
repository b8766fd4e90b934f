import {
  CreateEndpointGroupCommand,
  type CreateEndpointGroupRequest,
  DescribeEndpointGroupCommand,
  paginateListEndpointGroups,
  UpdateEndpointGroupCommand,
  type UpdateEndpointGroupRequest,
} from "@aws-sdk/client-global-accelerator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ENDPOINT_REGIONS } from "../../../../../infra/lab/aws/global-accelerator/regions.ts";
import {
  ALB,
  DEPLOY_AFTER_MS,
  type LabGlobalAccelerator,
  newAccelerator,
  newGroup,
  newListener,
  openLabGlobalAccelerator,
} from "./lab-global-accelerator.ts";

const EIP = "eipalloc-0123456789abcdef0";
const INSTANCE = "i-0123456789abcdef0";

describe("infra/lab/aws/global-accelerator/group-operations", () => {
  let lab: LabGlobalAccelerator;
  let accelerator: string;
  let ListenerArn: string;
  beforeEach(async () => {
    lab = await openLabGlobalAccelerator();
    accelerator = await newAccelerator(lab);
    ListenerArn = await newListener(lab, accelerator);
  });
  afterEach(() => lab.close());

  const create = (more: Partial<CreateEndpointGroupRequest> = {}) =>
    lab.client.send(
      new CreateEndpointGroupCommand({ ListenerArn, EndpointGroupRegion: "us-east-1", ...more }),
    );
  const update = (EndpointGroupArn: string, more: Partial<UpdateEndpointGroupRequest>) =>
    lab.client.send(new UpdateEndpointGroupCommand({ EndpointGroupArn, ...more }));

  it("makes a group with the usual settings", async () => {
    const { EndpointGroup } = await create({ EndpointConfigurations: [{ EndpointId: ALB }] });
    expect(EndpointGroup).toEqual({
      EndpointGroupArn: expect.stringMatching(
        new RegExp(`^${ListenerArn}/endpoint-group/[0-9a-f]{12}$`),
      ),
      EndpointGroupRegion: "us-east-1",
      EndpointDescriptions: [
        {
          EndpointId: ALB,
          Weight: 128,
          HealthState: "INITIAL",
          ClientIPPreservationEnabled: true,
        },
      ],
      TrafficDialPercentage: 100,
      HealthCheckPort: 80,
      HealthCheckProtocol: "TCP",
      HealthCheckIntervalSeconds: 30,
      ThresholdCount: 3,
      PortOverrides: [],
    });
    const EndpointGroupArn = EndpointGroup?.EndpointGroupArn ?? "";
    const described = await lab.client.send(new DescribeEndpointGroupCommand({ EndpointGroupArn }));
    expect(described.EndpointGroup).toEqual(EndpointGroup);
  });

  it("takes every setting, and hands it to the edges when deployed", async () => {
    const { EndpointGroup } = await create({
      TrafficDialPercentage: 12.5,
      HealthCheckPort: 8080,
      HealthCheckProtocol: "HTTP",
      HealthCheckPath: "/healthz",
      HealthCheckIntervalSeconds: 10,
      ThresholdCount: 1,
      PortOverrides: [{ ListenerPort: 81, EndpointPort: 1081 }],
      EndpointConfigurations: [
        { EndpointId: EIP, Weight: 0 },
        { EndpointId: INSTANCE, Weight: 255, ClientIPPreservationEnabled: true },
      ],
    });
    expect(EndpointGroup).toMatchObject({
      TrafficDialPercentage: 12.5,
      HealthCheckPort: 8080,
      HealthCheckProtocol: "HTTP",
      HealthCheckPath: "/healthz",
      HealthCheckIntervalSeconds: 10,
      ThresholdCount: 1,
      PortOverrides: [{ ListenerPort: 81, EndpointPort: 1081 }],
      EndpointDescriptions: [
        { EndpointId: EIP, Weight: 0, ClientIPPreservationEnabled: false },
        { EndpointId: INSTANCE, Weight: 255, ClientIPPreservationEnabled: true },
      ],
    });
    lab.pass(DEPLOY_AFTER_MS);
    expect(lab.deployed.get(accelerator)?.listeners[0]?.groups).toEqual([
      {
        arn: EndpointGroup?.EndpointGroupArn,
        region: "us-east-1",
        dialPercent: 12.5,
        healthCheck: {
          port: 8080,
          protocol: "HTTP",
          path: "/healthz",
          intervalS: 10,
          threshold: 1,
        },
        portOverrides: [{ listenerPort: 81, endpointPort: 1081 }],
        endpoints: [
          { endpointId: EIP, weight: 0, clientIpPreservation: false },
          { endpointId: INSTANCE, weight: 255, clientIpPreservation: true },
        ],
      },
    ]);
  });

  it("shows the health that the edges see", async () => {
    const EndpointGroupArn = await newGroup(lab, ListenerArn, {
      EndpointConfigurations: [{ EndpointId: ALB }, { EndpointId: EIP }],
    });
    lab.states.set(ALB, "HEALTHY");
    lab.states.set(EIP, "UNHEALTHY");
    const { EndpointGroup } = await lab.client.send(
      new DescribeEndpointGroupCommand({ EndpointGroupArn }),
    );
    expect(EndpointGroup?.EndpointDescriptions).toMatchObject([
      { HealthState: "HEALTHY" },
      { HealthState: "UNHEALTHY" },
    ]);
    expect(EndpointGroup?.EndpointDescriptions?.[0]).not.toHaveProperty("HealthReason");
  });

  it("has one group per Region and listener", async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      name: "EndpointGroupAlreadyExistsException",
      message: "The listener has an endpoint group in us-east-1",
    });
    const other = await newListener(lab, accelerator, {
      PortRanges: [{ FromPort: 443, ToPort: 443 }],
    });
    await create({ ListenerArn: other });
    await create({ EndpointGroupRegion: "eu-west-1" });
  });

  it("is the same group for the same request with the same token", async () => {
    const first = await create({ IdempotencyToken: "once" });
    expect((await create({ IdempotencyToken: "once" })).EndpointGroup).toEqual(first.EndpointGroup);
  });

  it("knows 30 Regions, and has room for 42 groups in an accelerator", async () => {
    expect(ENDPOINT_REGIONS).toHaveLength(30);
    for (const EndpointGroupRegion of ENDPOINT_REGIONS) await create({ EndpointGroupRegion });
    const listed: string[] = [];
    const pages = paginateListEndpointGroups({ client: lab.client, pageSize: 7 }, { ListenerArn });
    for await (const { EndpointGroups = [] } of pages) {
      listed.push(...EndpointGroups.map(({ EndpointGroupRegion = "" }) => EndpointGroupRegion));
    }
    expect(listed).toEqual(ENDPOINT_REGIONS);
    lab.rest();
    const other = await newListener(lab, accelerator, {
      PortRanges: [{ FromPort: 443, ToPort: 443 }],
    });
    for (const EndpointGroupRegion of ENDPOINT_REGIONS.slice(0, 12)) {
      await create({ ListenerArn: other, EndpointGroupRegion });
    }
    await expect(
      create({ ListenerArn: other, EndpointGroupRegion: "sa-east-1" }),
    ).rejects.toMatchObject({ name: "LimitExceededException" });
  });

  it.each([
    [{ EndpointGroupRegion: "mars-north-1" }, /^EndpointGroupRegion: is no Region/],
    [{ EndpointGroupRegion: "us-west-2-lax-1a" }, /^EndpointGroupRegion: is no Region/],
    [{ TrafficDialPercentage: 100.1 }, /^TrafficDialPercentage: /],
    [{ TrafficDialPercentage: -1 }, /^TrafficDialPercentage: /],
    [{ HealthCheckIntervalSeconds: 20 }, /^HealthCheckIntervalSeconds: must be 10 or 30/],
    [{ ThresholdCount: 0 }, /^ThresholdCount: /],
    [{ ThresholdCount: 11 }, /^ThresholdCount: /],
    [{ HealthCheckPort: 0 }, /^HealthCheckPort: /],
    [{ HealthCheckPath: "healthz" }, /^HealthCheckPath: must begin with/],
    [{ HealthCheckProtocol: "UDP" as "TCP" }, /^HealthCheckProtocol: /],
    [
      { EndpointConfigurations: [{ EndpointId: EIP, Weight: 256 }] },
      /^EndpointConfigurations.0.Weight: /,
    ],
    [
      { EndpointConfigurations: [{ EndpointId: EIP, Weight: 1.5 }] },
      /^EndpointConfigurations.0.Weight: must be a whole number/,
    ],
    [
      { EndpointConfigurations: [{ EndpointId: EIP, AttachmentArn: "arn:x" }] },
      /AttachmentArn: names a cross-account attachment/,
    ],
    [
      { EndpointConfigurations: [{ EndpointId: "eipalloc-none" }] },
      /eipalloc-none is no load balancer, instance or Elastic IP address of this account/,
    ],
    [
      { EndpointConfigurations: [{ EndpointId: "eipalloc-of-others" }] },
      /eipalloc-of-others is no load balancer/,
    ],
    [
      { EndpointConfigurations: [{ EndpointId: "eipalloc-1" }] },
      /eipalloc-1 is in eu-west-1, the endpoint group in us-east-1/,
    ],
    [
      {
        EndpointGroupRegion: "us-west-2",
        EndpointConfigurations: [{ EndpointId: "i-0123456789abcdef1" }],
      },
      /is in a Local Zone/,
    ],
    [
      {
        EndpointGroupRegion: "eu-south-1",
        EndpointConfigurations: [{ EndpointId: "i-0123456789abcdef2" }],
      },
      /is on an Outpost/,
    ],
    [
      { EndpointConfigurations: [{ EndpointId: EIP, ClientIPPreservationEnabled: true }] },
      /is an Elastic IP address, which cannot have ClientIPPreservationEnabled/,
    ],
    [
      { EndpointConfigurations: [{ EndpointId: EIP }, { EndpointId: EIP }] },
      /stands twice in the endpoint group/,
    ],
    [
      { PortOverrides: [{ ListenerPort: 82, EndpointPort: 1082 }] },
      /^PortOverrides: the listener has no port 82/,
    ],
    [
      { PortOverrides: [{ ListenerPort: 80, EndpointPort: 81 }] },
      /^PortOverrides: endpoint port 81 lies in a port range of a listener/,
    ],
    [
      {
        PortOverrides: [
          { ListenerPort: 80, EndpointPort: 1080 },
          { ListenerPort: 80, EndpointPort: 1081 },
        ],
      },
      /^PortOverrides: listener port 80 stands twice/,
    ],
    [
      {
        PortOverrides: [
          { ListenerPort: 80, EndpointPort: 1080 },
          { ListenerPort: 81, EndpointPort: 1080 },
        ],
      },
      /^PortOverrides: endpoint port 1080 is that of another listener port/,
    ],
    [
      {
        PortOverrides: Array.from({ length: 11 }, (_, n) => ({
          ListenerPort: 80,
          EndpointPort: 1080 + n,
        })),
      },
      /^PortOverrides: must hold no more than 10/,
    ],
  ])("refuses %j", async (more, message) => {
    await expect(create(more)).rejects.toMatchObject({
      name: "InvalidArgumentException",
      message: expect.stringMatching(message),
    });
  });

  it("has room for 10 endpoints", async () => {
    const EndpointConfigurations = Array.from({ length: 11 }, (_, n) => ({
      EndpointId: `eipalloc-${n}`,
    }));
    const inIreland = (count: number) =>
      create({
        EndpointGroupRegion: "eu-west-1",
        EndpointConfigurations: EndpointConfigurations.slice(0, count),
      });
    await expect(inIreland(11)).rejects.toMatchObject({ name: "LimitExceededException" });
    await inIreland(10);
  });

  it("keeps what an update does not name, and replaces the whole list of endpoints", async () => {
    const arn = await newGroup(lab, ListenerArn, {
      EndpointConfigurations: [{ EndpointId: ALB, Weight: 1 }, { EndpointId: EIP }],
      ThresholdCount: 5,
    });
    const dialled = await update(arn, { TrafficDialPercentage: 0 });
    expect(dialled.EndpointGroup).toMatchObject({ TrafficDialPercentage: 0, ThresholdCount: 5 });
    expect(dialled.EndpointGroup?.EndpointDescriptions).toHaveLength(2);
    const replaced = await update(arn, { EndpointConfigurations: [{ EndpointId: ALB }] });
    expect(replaced.EndpointGroup?.EndpointDescriptions).toMatchObject([
      { EndpointId: ALB, Weight: 128 },
    ]);
    const emptied = await update(arn, { EndpointConfigurations: [] });
    expect(emptied.EndpointGroup?.EndpointDescriptions).toEqual([]);
    expect(emptied.EndpointGroup).toMatchObject({ TrafficDialPercentage: 0, ThresholdCount: 5 });
  });

  it("changes nothing when an update is wrong", async () => {
    const arn = await newGroup(lab, ListenerArn, { EndpointConfigurations: [{ EndpointId: ALB }] });
    await expect(
      update(arn, { TrafficDialPercentage: 5, EndpointConfigurations: [{ EndpointId: "none" }] }),
    ).rejects.toMatchObject({ name: "InvalidArgumentException" });
    const { EndpointGroup } = await lab.client.send(
      new DescribeEndpointGroupCommand({ EndpointGroupArn: arn }),
    );
    expect(EndpointGroup).toMatchObject({ TrafficDialPercentage: 100 });
  });

  it("names the listener or group that is not there", async () => {
    await expect(create({ ListenerArn: "arn:none" })).rejects.toMatchObject({
      name: "ListenerNotFoundException",
    });
    await expect(update("arn:none", {})).rejects.toMatchObject({
      name: "EndpointGroupNotFoundException",
    });
  });
});
