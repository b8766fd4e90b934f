import {
  type Change,
  ChangeResourceRecordSetsCommand,
  type ChangeStatus,
  GetChangeCommand,
  ListHealthChecksCommand,
  ListHostedZonesCommand,
  type ResourceRecordSet,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Lab, openLab } from "../../../infra/lab/lab.ts";
import { addressesOf, askUdp, query } from "./dns/ask.ts";
import { atlas, endpointOf, SMALL_WORLD, worldOf } from "./small-world.ts";

const CLOCK_FACTOR = 10;
const PATIENCE = { timeout: 20_000, interval: 50 };
const DOMAIN = "shop.lab.test";

const world = worldOf(
  SMALL_WORLD.replace("127.83", "127.94").replace(
    "  lossRatio: 0\n",
    `  lossRatio: 0\nclockFactor: ${CLOCK_FACTOR}\n`,
  ),
);
const [primary, secondary] = ["shop-use1", "shop-euw1"].map((id) => endpointOf(world, id).address);

const record = (
  label: string,
  value: string | undefined,
  fields: Partial<ResourceRecordSet> = {},
): ResourceRecordSet => ({
  Name: `${label}.${DOMAIN}`,
  Type: "A",
  TTL: 60,
  ResourceRecords: [{ Value: value }],
  ...fields,
});
const weighted = (SetIdentifier: string, value: string, Weight: number) =>
  record("split", value, { SetIdentifier, Weight });
const failover = (
  Failover: "PRIMARY" | "SECONDARY",
  value: string | undefined,
  fields: Partial<ResourceRecordSet> = {},
) => record("app", value, { SetIdentifier: Failover, Failover, ...fields });
const upsert = (ResourceRecordSet: ResourceRecordSet): Change => ({
  Action: "UPSERT",
  ResourceRecordSet,
});

describe("infra/lab: Route 53's records by the lab's name server", () => {
  let lab: Lab;
  let client: Route53Client;
  let zoneId: string | undefined;
  let checkId: string | undefined;
  let at: { address: string; port: number };

  beforeAll(async () => {
    lab = await openLab(world, atlas, { httpPort: 0, dnsPort: 0, awsPort: 0 });
    const { aws, estate } = lab.ready;
    client = new Route53Client({ endpoint: aws.endpoint, region: aws.region, credentials: aws });
    const { HostedZones } = await client.send(new ListHostedZonesCommand({}));
    zoneId = HostedZones?.find(({ Name }) => Name === `${DOMAIN}.`)?.Id;
    const resolver = estate.vantages[0]?.resolver;
    if (resolver === undefined) throw new Error("the lab names no resolver");
    at = { address: resolver.address, port: resolver.port };
    checkId = await checkIdOf(primary);
    const first = await change(
      record("promo", "192.0.2.1"),
      weighted("a", "192.0.2.11", 1),
      weighted("b", "192.0.2.12", 0),
      failover("PRIMARY", primary, { HealthCheckId: checkId }),
      failover("SECONDARY", secondary),
    );
    expect(await answers("promo")).toEqual([]);
    await insync(first);
  }, 60_000);
  afterAll(async () => {
    client.destroy();
    await lab.close();
  });

  const answers = async (label: string) =>
    addressesOf((await askUdp(at, query(`${label}.${DOMAIN}`))).reply);
  const change = async (...sets: ResourceRecordSet[]) => {
    const ChangeBatch = { Changes: sets.map(upsert) };
    const command = new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch });
    return (await client.send(command)).ChangeInfo?.Id;
  };
  const statusOf = async (Id: string | undefined): Promise<ChangeStatus | undefined> =>
    (await client.send(new GetChangeCommand({ Id }))).ChangeInfo?.Status;
  const insync = (id: string | undefined) =>
    vi.waitFor(async () => expect(await statusOf(id)).toBe("INSYNC"), {
      ...PATIENCE,
      interval: 200,
    });
  const checkIdOf = async (address: string | undefined) => {
    const { HealthChecks = [] } = await client.send(new ListHealthChecksCommand({}));
    return HealthChecks.find((check) => check.HealthCheckConfig?.IPAddress === address)?.Id;
  };

  it("answers with what was until a change is INSYNC, and then with what is", async () => {
    expect(await answers("promo")).toEqual(["192.0.2.1"]);
    const second = await change(
      record("promo", "192.0.2.2"),
      weighted("a", "192.0.2.11", 0),
      weighted("b", "192.0.2.12", 1),
    );
    const seen: [string, string, ChangeStatus | undefined][] = [];
    await vi.waitFor(
      async () => {
        const before = [...(await answers("promo")), ...(await answers("split"))];
        const status = await statusOf(second);
        // What is PENDING after the answer was so before it.
        seen.push([before[0] ?? "", before[1] ?? "", status]);
        expect(status).toBe("INSYNC");
      },
      { ...PATIENCE, interval: 200 },
    );
    const whilePending = seen.filter(([, , status]) => status === "PENDING");
    expect(whilePending.length).toBeGreaterThan(0);
    for (const [promo, split] of whilePending) {
      expect([promo, split]).toEqual(["192.0.2.1", "192.0.2.11"]);
    }
    expect(await answers("promo")).toEqual(["192.0.2.2"]);
    for (let n = 0; n < 20; n += 1) expect(await answers("split")).toEqual(["192.0.2.12"]);
  }, 60_000);

  it("leads to the secondary while the primary's check is unhealthy, and back", async () => {
    const leadsTo = (address: string | undefined) =>
      vi.waitFor(async () => expect(await answers("app")).toEqual([address]), PATIENCE);
    await leadsTo(primary);
    await lab.faults.set("shop-use1", { kind: "refuse" });
    await leadsTo(secondary);
    expect(lab.cloud.health.isHealthy(checkId ?? "")).toBe(false);
    await lab.faults.clear("shop-use1");
    await leadsTo(primary);
  }, 60_000);

  it("shortens TTLs as time runs faster", async () => {
    const { reply } = await askUdp(at, query(DOMAIN));
    expect(reply.answers).toMatchObject([{ ttl: 60 / CLOCK_FACTOR }]);
  });
});
