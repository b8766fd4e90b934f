import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
  EC2Client,
  paginateDescribeSubnets,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiServer, openApiServer } from "../../../../../infra/lab/aws/api-server.ts";
import { ec2Service } from "../../../../../infra/lab/aws/ec2/ec2-service.ts";
import type { Ec2Holdings } from "../../../../../infra/lab/aws/ec2/holdings.ts";
import { regionList } from "../../../../../infra/lab/aws/ec2/region-list.ts";
import { KeyRing } from "../../../../../infra/lab/aws/key-ring.ts";
import { atlas } from "../../small-world.ts";

const ACCOUNT = "111122223333";
const KEY = { accessKeyId: "AKIDLAB", secretAccessKey: "lab-secret-of-no-worth" };
const SESSION = {
  accessKeyId: "ASIALAB",
  secretAccessKey: "lab-secret-of-no-worth",
  temporary: { sessionToken: "token", expiresAtMs: 0 },
};
const OUTPOST = "arn:aws:outposts:eu-south-1:111122223333:outpost/op-0123456789abcdef0";

const subnetId = (n: number) => `subnet-${String(n).padStart(17, "0")}`;
const instanceId = (n: number) => `i-${String(n).padStart(17, "0")}`;
const instance = (n: number, state: "running" | "stopped", team: string) => ({
  InstanceId: instanceId(n),
  InstanceType: "t4g.nano" as const,
  State: { Code: state === "running" ? 16 : 80, Name: state },
  Placement: { AvailabilityZone: "us-east-1a" },
  Tags: [
    { Key: "Name", Value: `web-${n}` },
    { Key: "team", Value: team },
  ],
});

const holdings: Ec2Holdings = {
  ...regionList(atlas, new Set(["af-south-1", "us-east-1", "us-west-2-lax-1a"])),
  inRegion: new Map([
    [
      "us-east-1",
      {
        subnets: Array.from({ length: 12 }, (_, n) => ({
          SubnetId: subnetId(n),
          CidrBlock: `10.0.${n}.0/24`,
          MapPublicIpOnLaunch: n < 2,
        })),
        instances: [
          instance(1, "running", "shop*"),
          instance(2, "running", "shops"),
          instance(3, "stopped", "shop"),
        ],
        addresses: [
          {
            AllocationId: "eipalloc-00000000000000001",
            PublicIp: "127.83.2.1",
            Domain: "vpc" as const,
            InstanceId: instanceId(1),
          },
        ],
      },
    ],
    [
      "af-south-1",
      {
        subnets: [{ SubnetId: subnetId(99), OutpostArn: OUTPOST }],
        instances: [],
        addresses: [],
      },
    ],
  ]),
};

describe("infra/lab/aws/ec2", () => {
  let server: ApiServer;
  const opened: EC2Client[] = [];
  let frozenMs: number | undefined;
  const clientIn = (region: string, credentials: object = KEY) => {
    const { endpoint } = server;
    const config = { endpoint, region, credentials: { ...KEY, ...credentials }, maxAttempts: 1 };
    const client = new EC2Client(config);
    opened.push(client);
    return client;
  };
  let ec2: EC2Client;

  beforeAll(async () => {
    const owner = { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/lab` };
    server = await openApiServer({
      address: "127.0.0.1",
      port: 0,
      keys: new KeyRing([
        { ...KEY, ...owner },
        { ...SESSION, ...owner },
      ]),
      accounts: new Map([[ACCOUNT, [ec2Service(holdings, ACCOUNT)]]]),
      wallNowMs: () => frozenMs ?? Date.now(),
    });
    ec2 = clientIn("us-east-1");
  });
  afterAll(async () => {
    for (const client of opened) client.destroy();
    await server.close();
  });

  it("lists the Regions of the account, and all of them when asked for all", async () => {
    const { Regions: own = [] } = await ec2.send(new DescribeRegionsCommand({}));
    expect(own).toHaveLength(18);
    expect(own.find(({ RegionName }) => RegionName === "af-south-1")).toEqual({
      RegionName: "af-south-1",
      Endpoint: "ec2.af-south-1.amazonaws.com",
      OptInStatus: "opted-in",
      Geography: [{ Name: "South Africa" }],
    });
    const { Regions: all = [] } = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
    expect(all).toHaveLength(34);
    expect(all.find(({ RegionName }) => RegionName === "me-south-1")?.OptInStatus).toBe(
      "not-opted-in",
    );
    const Filters = [{ Name: "opt-in-status", Values: ["opted-in", "not-*"] }];
    const { Regions: some } = await ec2.send(
      new DescribeRegionsCommand({ AllRegions: true, Filters }),
    );
    expect(some).toHaveLength(17);
  });

  it("lists zones of the Region, Local Zones by opt-in, with parent and border group", async () => {
    const west = clientIn("us-west-2");
    const { AvailabilityZones: own = [] } = await west.send(
      new DescribeAvailabilityZonesCommand({}),
    );
    expect(own.map(({ ZoneName }) => ZoneName)).toEqual([
      ...["a", "b", "c", "d"].map((letter) => `us-west-2${letter}`),
      "us-west-2-lax-1a",
      // One opts in to a group, and so to all of its zones.
      "us-west-2-lax-1b",
    ]);
    expect(own.at(-2)).toMatchObject({
      ZoneId: "usw2-lax1-az1",
      ZoneType: "local-zone",
      GroupName: "us-west-2-lax-1",
      GroupLongName: "US West (Los Angeles)",
      NetworkBorderGroup: "us-west-2-lax-1",
      ParentZoneName: "us-west-2a",
      ParentZoneId: "usw2-az1",
      OptInStatus: "opted-in",
      State: "available",
    });
    const { AvailabilityZones: closed = [] } = await west.send(
      new DescribeAvailabilityZonesCommand({
        AllAvailabilityZones: true,
        Filters: [
          { Name: "zone-type", Values: ["local-zone"] },
          { Name: "opt-in-status", Values: ["not-opted-in"] },
        ],
      }),
    );
    expect(closed.map(({ ZoneName }) => ZoneName)).toContain("us-west-2-den-1a");
    const { AvailabilityZones: named } = await ec2.send(
      new DescribeAvailabilityZonesCommand({ ZoneIds: ["use1-az6"] }),
    );
    expect(named).toMatchObject([{ ZoneName: "us-east-1f", GroupName: "us-east-1-zg-6" }]);
  });

  it("shows each Region what is its own", async () => {
    const south = await clientIn("af-south-1").send(new DescribeSubnetsCommand({}));
    expect(south.Subnets).toEqual([{ SubnetId: subnetId(99), OutpostArn: OUTPOST }]);
    const north = await clientIn("eu-north-1").send(new DescribeInstancesCommand({}));
    expect(north.Reservations).toEqual([]);
  });

  it("pages, and takes a token for the same request only", async () => {
    const sizes: number[] = [];
    const all: (string | undefined)[] = [];
    for await (const { Subnets = [] } of paginateDescribeSubnets(
      { client: ec2, pageSize: 5 },
      {},
    )) {
      sizes.push(Subnets.length);
      all.push(...Subnets.map(({ SubnetId }) => SubnetId));
    }
    expect(sizes).toEqual([5, 5, 2]);
    expect(all).toEqual(Array.from({ length: 12 }, (_, n) => subnetId(n)));
    const { NextToken } = await ec2.send(new DescribeSubnetsCommand({ MaxResults: 5 }));
    const Filters = [{ Name: "vpc-id", Values: ["vpc-1"] }];
    await expect(
      ec2.send(new DescribeSubnetsCommand({ MaxResults: 5, NextToken, Filters })),
    ).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });

  it.each([
    [[{ Name: "instance-state-name", Values: ["running"] }], [1, 2]],
    [[{ Name: "instance-state-name", Values: ["running", "stopped"] }], [1, 2, 3]],
    [
      [
        { Name: "instance-state-name", Values: ["running"] },
        { Name: "tag:Name", Values: ["web-2", "web-3"] },
      ],
      [2],
    ],
    [[{ Name: "tag:team", Values: ["shop*"] }], [1, 2, 3]],
    [[{ Name: "tag:team", Values: ["shop\\*"] }], [1]],
    [[{ Name: "tag:team", Values: ["shop?"] }], [1, 2]],
    [[{ Name: "tag:team", Values: ["s.op"] }], []],
    [[{ Name: "tag-key", Values: ["te*"] }], [1, 2, 3]],
    [[{ Name: "subnet-id", Values: ["*"] }], []],
  ])("filters by %j", async (Filters, numbers) => {
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
    const ids = Reservations.flatMap(({ Instances = [] }) => Instances.map((i) => i.InstanceId));
    expect(ids).toEqual(numbers.map(instanceId));
  });

  it("finds things by their names, and addresses by theirs", async () => {
    const InstanceIds = [instanceId(3)];
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
    expect(Reservations).toMatchObject([
      { OwnerId: ACCOUNT, Instances: [{ State: { Name: "stopped" } }] },
    ]);
    const { Addresses } = await ec2.send(
      new DescribeAddressesCommand({ PublicIps: ["127.83.2.1"] }),
    );
    expect(Addresses).toMatchObject([{ InstanceId: instanceId(1), Domain: "vpc" }]);
    const { Tags } = await ec2.send(
      new DescribeTagsCommand({
        Filters: [
          { Name: "resource-type", Values: ["instance"] },
          { Name: "key", Values: ["team"] },
        ],
      }),
    );
    expect(Tags?.map(({ ResourceId, Value }) => [ResourceId, Value])).toEqual([
      [instanceId(1), "shop*"],
      [instanceId(2), "shops"],
      [instanceId(3), "shop"],
    ]);
  });

  const commands = {
    badSubnet: () => new DescribeSubnetsCommand({ SubnetIds: ["subnet-x"] }),
    noSubnet: () => new DescribeSubnetsCommand({ SubnetIds: [subnetId(50)] }),
    noAddress: () => new DescribeAddressesCommand({ PublicIps: ["192.0.2.1"] }),
    noRegion: () => new DescribeRegionsCommand({ RegionNames: ["eu-wset-1"] }),
    badFilter: () => new DescribeSubnetsCommand({ Filters: [{ Name: "colour", Values: ["red"] }] }),
    smallPage: () => new DescribeSubnetsCommand({ MaxResults: 4 }),
    badToken: () => new DescribeSubnetsCommand({ NextToken: "mine" }),
    combined: () => new DescribeInstancesCommand({ MaxResults: 5, InstanceIds: [instanceId(1)] }),
    dryRun: () => new DescribeSubnetsCommand({ DryRun: true }),
    unknown: () => new DescribeVpcsCommand({}),
  };

  it.each([
    ["badSubnet", "InvalidSubnetID.Malformed", 400],
    ["noSubnet", "InvalidSubnetID.NotFound", 400],
    ["noAddress", "InvalidAddress.NotFound", 400],
    ["noRegion", "InvalidParameterValue", 400],
    ["badFilter", "InvalidParameterValue", 400],
    ["smallPage", "InvalidParameterValue", 400],
    ["badToken", "InvalidParameterValue", 400],
    ["combined", "InvalidParameterCombination", 400],
    ["dryRun", "DryRunOperation", 412],
    ["unknown", "InvalidAction", 400],
  ] as const)("answers %s with %s", async (kind, name, httpStatusCode) => {
    // One signature for all commands, which differ in their types alone.
    const command = commands[kind]() as DescribeSubnetsCommand;
    await expect(ec2.send(command)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it.each([
    ["a Region that the account has not opted in to", "me-south-1", {}, "AuthFailure", 401],
    ["a Region that there is not", "eu-wset-1", {}, "AuthFailure", 401],
    ["another secret", "us-east-1", { secretAccessKey: "guessed" }, "AuthFailure", 401],
    [
      "a session that has ended",
      "us-east-1",
      { ...SESSION, sessionToken: "token" },
      "RequestExpired",
      400,
    ],
  ])("refuses %s", async (_, region, credentials, name, httpStatusCode) => {
    const client = clientIn(region, credentials);
    await expect(client.send(new DescribeSubnetsCommand({}))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode },
    });
  });

  it("limits 100 calls of an action, then 20 a second, in each Region by itself", async () => {
    frozenMs = Date.now();
    const west = clientIn("eu-west-1");
    const call = () => west.send(new DescribeAddressesCommand({}));
    await Promise.all(Array.from({ length: 100 }, call));
    await expect(call()).rejects.toMatchObject({
      name: "RequestLimitExceeded",
      message: "Request limit exceeded.",
      $metadata: { httpStatusCode: 503 },
    });
    await expect(west.send(new DescribeInstancesCommand({}))).resolves.toBeDefined();
    await expect(ec2.send(new DescribeAddressesCommand({}))).resolves.toBeDefined();
    frozenMs += 50;
    await expect(call()).resolves.toBeDefined();
    await expect(call()).rejects.toMatchObject({ name: "RequestLimitExceeded" });
  });
});
