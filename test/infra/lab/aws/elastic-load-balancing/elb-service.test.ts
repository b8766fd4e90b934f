import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiServer, openApiServer } from "../../../../../infra/lab/aws/api-server.ts";
import { elbService } from "../../../../../infra/lab/aws/elastic-load-balancing/elb-service.ts";
import type { BalancerHoldings } from "../../../../../infra/lab/aws/elastic-load-balancing/holdings.ts";
import { KeyRing } from "../../../../../infra/lab/aws/key-ring.ts";

const ACCOUNT = "111122223333";
const KEY = { accessKeyId: "AKIDLAB", secretAccessKey: "lab-secret-of-no-worth" };
const arn = (rest: string, region = "us-east-1") =>
  `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:${rest}`;
const [SHOP, WEB, FAR] = [
  arn("loadbalancer/app/shop/1"),
  arn("loadbalancer/net/web/2"),
  arn("loadbalancer/app/shop/3", "eu-west-1"),
];
const [GROUP, SPARE] = [arn("targetgroup/shop/1"), arn("targetgroup/spare/2")];
const LISTENER = arn("listener/app/shop/1/1");
const CREATED = new Date("2026-01-02T03:04:05.678Z");

const holdings: BalancerHoldings = {
  loadBalancers: [
    {
      LoadBalancerArn: SHOP,
      LoadBalancerName: "shop",
      Type: "application",
      State: { Code: "active" },
      CreatedTime: CREATED,
      AvailabilityZones: [{ ZoneName: "us-east-1a" }, { ZoneName: "us-east-1b" }],
    },
    { LoadBalancerArn: WEB, LoadBalancerName: "web", Type: "network" },
    { LoadBalancerArn: FAR, LoadBalancerName: "shop" },
  ],
  listeners: [{ ListenerArn: LISTENER, LoadBalancerArn: SHOP, Port: 80, Protocol: "HTTP" }],
  targetGroups: [
    { TargetGroupArn: GROUP, TargetGroupName: "shop", Port: 80, LoadBalancerArns: [SHOP] },
    { TargetGroupArn: SPARE, TargetGroupName: "spare", LoadBalancerArns: [] },
  ],
  targets: new Map([
    [
      GROUP,
      [
        { Id: "i-1", Port: 8_080 },
        { Id: "i-2", Port: 8_080 },
      ],
    ],
    [SPARE, [{ Id: "i-3", Port: 80 }]],
  ]),
  tags: new Map([[SHOP, [{ Key: "team", Value: "shop" }]]]),
};

describe("infra/lab/aws/elastic-load-balancing", () => {
  let server: ApiServer;
  let elb: ElasticLoadBalancingV2Client;
  const clientIn = (region: string) => {
    const { endpoint } = server;
    return new ElasticLoadBalancingV2Client({ endpoint, region, credentials: KEY, maxAttempts: 1 });
  };

  beforeAll(async () => {
    const healthOf = (_: string, id: string) =>
      id === "i-1"
        ? ({ State: "healthy" } as const)
        : ({ State: "unhealthy", Reason: "Target.Timeout", Description: "x" } as const);
    const isOpen = (region: string) =>
      ({ "us-east-1": true, "eu-west-1": true, "me-south-1": false })[region];
    const service = elbService(holdings, healthOf, isOpen);
    server = await openApiServer({
      address: "127.0.0.1",
      port: 0,
      keys: new KeyRing([{ ...KEY, accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/lab` }]),
      accounts: new Map([[ACCOUNT, [service]]]),
      wallNowMs: Date.now,
    });
    elb = clientIn("us-east-1");
  });
  afterAll(async () => {
    elb.destroy();
    await server.close();
  });

  it("lists the load balancers of the Region, page by page", async () => {
    const names: (string | undefined)[][] = [];
    for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers(
      { client: elb },
      { PageSize: 1 },
    )) {
      names.push(LoadBalancers.map(({ LoadBalancerName }) => LoadBalancerName));
    }
    expect(names).toEqual([["shop"], ["web"]]);
    const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: ["shop"] }));
    expect(LoadBalancers).toEqual([holdings.loadBalancers[0]]);
    const far = clientIn("eu-west-1");
    const found = await far.send(new DescribeLoadBalancersCommand({}));
    far.destroy();
    expect(found.LoadBalancers?.map(({ LoadBalancerArn }) => LoadBalancerArn)).toEqual([FAR]);
  });

  it("lists listeners, target groups and tags of what is named", async () => {
    const { Listeners } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn: SHOP }));
    expect(Listeners).toEqual([holdings.listeners[0]]);
    const { TargetGroups } = await elb.send(
      new DescribeTargetGroupsCommand({ LoadBalancerArn: SHOP }),
    );
    expect(TargetGroups).toEqual([holdings.targetGroups[0]]);
    const none = await elb.send(new DescribeTargetGroupsCommand({ LoadBalancerArn: WEB }));
    expect(none.TargetGroups).toEqual([]);
    const all = await elb.send(new DescribeTargetGroupsCommand({}));
    expect(all.TargetGroups).toHaveLength(2);
    const { TagDescriptions } = await elb.send(
      new DescribeTagsCommand({ ResourceArns: [SHOP, GROUP] }),
    );
    expect(TagDescriptions).toEqual([
      { ResourceArn: SHOP, Tags: [{ Key: "team", Value: "shop" }] },
      { ResourceArn: GROUP, Tags: [] },
    ]);
  });

  it("tells how targets are, and which are not in use or not registered", async () => {
    const states = async (TargetGroupArn: string, Targets?: { Id: string }[]) => {
      const { TargetHealthDescriptions = [] } = await elb.send(
        new DescribeTargetHealthCommand({ TargetGroupArn, ...(Targets && { Targets }) }),
      );
      return TargetHealthDescriptions.map(({ Target, TargetHealth }) => [
        Target?.Id,
        TargetHealth?.State,
        TargetHealth?.Reason,
      ]);
    };
    expect(await states(GROUP)).toEqual([
      ["i-1", "healthy", undefined],
      ["i-2", "unhealthy", "Target.Timeout"],
    ]);
    expect(await states(GROUP, [{ Id: "i-1" }, { Id: "i-9" }])).toEqual([
      ["i-1", "healthy", undefined],
      ["i-9", "unused", "Target.NotRegistered"],
    ]);
    expect(await states(SPARE)).toEqual([["i-3", "unused", "Target.NotInUse"]]);
  });

  it.each([
    [
      "an unknown name",
      new DescribeLoadBalancersCommand({ Names: ["none"] }),
      "LoadBalancerNotFoundException",
    ],
    [
      "one of another Region",
      new DescribeLoadBalancersCommand({ LoadBalancerArns: [FAR] }),
      "LoadBalancerNotFoundException",
    ],
    [
      "names and ARNs",
      new DescribeLoadBalancersCommand({ Names: ["shop"], LoadBalancerArns: [SHOP] }),
      "ValidationError",
    ],
    ["a page of none", new DescribeLoadBalancersCommand({ PageSize: 0 }), "ValidationError"],
    ["another's marker", new DescribeLoadBalancersCommand({ Marker: "mine" }), "ValidationError"],
    ["listeners of all", new DescribeListenersCommand({}), "ValidationError"],
    [
      "listeners of none",
      new DescribeListenersCommand({ LoadBalancerArn: FAR }),
      "LoadBalancerNotFoundException",
    ],
    [
      "groups of a load balancer of another Region",
      new DescribeTargetGroupsCommand({ LoadBalancerArn: FAR }),
      "LoadBalancerNotFoundException",
    ],
    [
      "an unknown listener",
      new DescribeListenersCommand({ ListenerArns: [`${LISTENER}0`] }),
      "ListenerNotFoundException",
    ],
    [
      "an unknown group",
      new DescribeTargetHealthCommand({ TargetGroupArn: `${GROUP}0` }),
      "TargetGroupNotFoundException",
    ],
    ["tags of none", new DescribeTagsCommand({ ResourceArns: [] }), "ValidationError"],
    [
      "tags of an unknown group",
      new DescribeTagsCommand({ ResourceArns: [`${GROUP}0`] }),
      "TargetGroupNotFoundException",
    ],
  ] as const)("refuses %s", async (_, command, name) => {
    // One signature for all commands, which differ in their types alone.
    const call = elb.send(command as DescribeLoadBalancersCommand);
    await expect(call).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });

  it("refuses in a Region that the account has not opted in to", async () => {
    const closed = clientIn("me-south-1");
    await expect(closed.send(new DescribeLoadBalancersCommand({}))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
      $metadata: { httpStatusCode: 403 },
    });
    closed.destroy();
  });
});
