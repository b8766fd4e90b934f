import { isDeepStrictEqual } from "node:util";
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInventory } from "../../../controller/aws/read-inventory.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import { assembleInventory } from "../../../controller/core/inventory/assemble-inventory.ts";
import { type Lab, openLab } from "../../../infra/lab/lab.ts";
import { addressesOf, askUdp, query } from "../../infra/lab/dns/ask.ts";
import { atlas, shopWorld } from "../../infra/lab/small-world.ts";

/** Three calls of a load balancer, 10 s apart, are over in 5 s; its 5 s for an answer are 0.8 s. */
const FACTOR = 6;
const MAIN = "111122223333";
const NETWORK = "444455556666";

describe("the lab as the inventory finds it", () => {
  let lab: Lab;
  let inventory: ReturnType<typeof assembleInventory>;

  beforeAll(async () => {
    const world = { ...shopWorld("127.93"), clockFactor: FACTOR };
    lab = await openLab(world, atlas, { httpPort: 0, dnsPort: 0, awsPort: 0 });
    const { accessKeyId, secretAccessKey, ...settings } = lab.ready.aws;
    const regions = ["us-east-1", "eu-west-1", "ap-southeast-2", "eu-south-1", "us-west-2"];
    const accounts = settings.accounts.map((account) => ({
      ...account,
      regions: account.id === MAIN ? regions : ["us-east-1"],
    }));
    const options = {
      ...AwsSettings.parse({ ...settings, accounts }),
      credentials: { accessKeyId, secretAccessKey },
    };
    inventory = assembleInventory(
      await readInventory({
        options,
        env: {},
        nowMs: Date.now,
        signal: AbortSignal.timeout(60_000),
      }),
    );
  });
  afterAll(() => lab.close());

  it("reads all of the main account, and the network account by its role", () => {
    expect(inventory.parts.filter(({ state }) => state !== "complete")).toEqual([]);
    expect(inventory.accounts).toMatchObject([
      { id: MAIN, callerArn: `arn:aws:iam::${MAIN}:user/lab`, roleArn: null },
      {
        id: NETWORK,
        callerArn: `arn:aws:sts::${NETWORK}:assumed-role/isochrone-observe/isochrone-observe`,
        roleArn: `arn:aws:iam::${NETWORK}:role/isochrone-observe`,
      },
    ]);
    expect(inventory.hostedZones.map(({ account, spec }) => [account, spec.name])).toEqual([
      [MAIN, "shop.lab.test."],
      [NETWORK, "partners.lab.test."],
    ]);
  });

  it("finds a load balancer or an address with each endpoint's own address", () => {
    const found = inventory.loadBalancers.map(
      ({ name, kind, region, addresses, targetGroups }) => ({
        name,
        kind,
        region,
        addresses,
        targets: (targetGroups ?? []).flatMap(({ targets }) => (targets ?? []).map(({ id }) => id)),
      }),
    );
    expect(found).toEqual([
      {
        name: "shop-apse2",
        kind: "network",
        region: "ap-southeast-2",
        addresses: ["127.93.2.3"],
        targets: [expect.stringMatching(/^i-[0-9a-f]{17}$/)],
      },
      {
        name: "shop-use1",
        kind: "application",
        region: "us-east-1",
        addresses: [],
        targets: [expect.stringMatching(/^i-[0-9a-f]{17}$/)],
      },
    ]);
    expect(inventory.addresses).toMatchObject([
      { region: "ap-southeast-2", address: "127.93.2.3", instance: null },
      { region: "eu-west-1", address: "127.93.2.2", name: "shop-euw1" },
    ]);
    const euw1 = inventory.instances.find(({ name }) => name === "shop-euw1");
    expect(euw1).toMatchObject({ publicAddress: "127.93.2.2", state: "running" });
    expect(inventory.addresses[1]?.instance).toBe(euw1?.id);
  });

  it("finds the Local Zones and the Outpost that people stand at", () => {
    expect(inventory.outposts).toMatchObject([{ region: "eu-south-1", subnets: 1, instances: 1 }]);
    const zones = new Map(inventory.zones.map(({ name, optIn }) => [name, optIn]));
    expect(zones.get("us-west-2-lax-1a")).toBe("opted-in");
    expect(zones.get("us-west-2-den-1a")).toBe("not-opted-in");
    const places = inventory.subnets.filter(({ account }) => account === MAIN);
    expect(places.map(({ zone }) => zone)).toEqual(
      expect.arrayContaining(["us-west-2-lax-1a", "ap-southeast-2-per-1a", "eu-south-1a"]),
    );
    expect(new Set(places.map(({ cidr }) => cidr)).size).toBe(places.length);
  });

  it("answers for the name of a load balancer at the name server", async () => {
    const [{ resolver } = { resolver: undefined }] = lab.ready.estate.vantages;
    if (resolver === undefined) throw new Error("no resolver");
    for (const { dnsName, name } of inventory.loadBalancers) {
      const target = lab.cloud.names.means.targets.find(undefined, dnsName ?? "");
      expect(target).toMatchObject({ ttlS: 60 });
      const endpoint = lab.ready.estate.services[0]?.endpoints.find(({ id }) => id === name);
      expect(target?.addresses).toEqual([new URL(endpoint?.url ?? "").hostname]);
      const { reply } = await askUdp(resolver, query(dnsName ?? "", "A"));
      expect(addressesOf(reply)).toEqual(target?.addresses);
    }
  });

  it("shows a target unhealthy while its endpoint is, by the load balancer's own checks", async () => {
    const balancer = inventory.loadBalancers.find(({ name }) => name === "shop-use1");
    const { accessKeyId, secretAccessKey, endpoint } = lab.ready.aws;
    const elb = new ElasticLoadBalancingV2Client({
      endpoint,
      region: "us-east-1",
      credentials: { accessKeyId, secretAccessKey },
    });
    const TargetGroupArn = balancer?.targetGroups?.[0]?.arn;
    const becomes = async (wanted: object) => {
      for (;;) {
        const { TargetHealthDescriptions = [] } = await elb.send(
          new DescribeTargetHealthCommand({ TargetGroupArn }),
        );
        const health = TargetHealthDescriptions[0]?.TargetHealth;
        if (isDeepStrictEqual({ ...health }, wanted)) return isHealthy();
        await new Promise((done) => setTimeout(done, 200));
      }
    };
    const isHealthy = () =>
      lab.cloud.names.means.targets.find(undefined, balancer?.dnsName ?? "")?.isHealthy;
    // A machine that is busy may have let some calls run out.
    expect(await becomes({ State: "healthy" })).toBe(true);
    await lab.faults.set("shop-use1", { kind: "error-page" });
    const unhealthy = {
      State: "unhealthy",
      Reason: "Target.ResponseCodeMismatch",
      Description: "Health checks failed with these codes: [503]",
    };
    expect(await becomes(unhealthy)).toBe(false);
    await lab.faults.clear("shop-use1");
    expect(await becomes({ State: "healthy" })).toBe(true);
    elb.destroy();
  }, 90_000);
});
