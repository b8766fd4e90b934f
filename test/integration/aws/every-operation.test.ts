import {
  ChangeCidrCollectionCommand,
  CreateCidrCollectionCommand,
  GetHostedZoneCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { AwsOptions } from "../../../controller/aws/aws-options.ts";
import { readInventory } from "../../../controller/aws/read-inventory.ts";
import { readPrices } from "../../../controller/aws/read-prices.ts";
import { openSession } from "../../../controller/aws/session.ts";
import { deleteShadow, writeShadow } from "../../../controller/aws/shadow-records.ts";
import { testDnsAnswers } from "../../../controller/aws/test-dns-answer.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import { ShadowPlan } from "../../../controller/contract/shadow.ts";
import { assembleInventory } from "../../../controller/core/inventory/assemble-inventory.ts";
import { Faults } from "../../../infra/lab/aws/faults.ts";
import { type Lab, openLab } from "../../../infra/lab/lab.ts";
import { sentCommands } from "../../controller/aws/named-in-sources.ts";
import { loopbackFence } from "../../helpers/loopback-fence.ts";
import { atlas, shopWorld } from "../../infra/lab/small-world.ts";

const REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2"];
const SHADOW_ID = "0123456789abcdef0123";

/** What failover tests make fail has tests of its own. */
const byThisTest = (file: string) => !file.startsWith("inject/");

let lab: Lab;
const ends: (() => void)[] = [];
beforeAll(async () => {
  // At 50 a change is INSYNC after less than a second.
  const world = { ...shopWorld("127.96"), clockFactor: 50 };
  lab = await openLab(world, atlas, { httpPort: 0, dnsPort: 0, awsPort: 0 });
});
afterAll(async () => {
  vi.restoreAllMocks();
  for (const end of ends) end();
  await lab.close();
});

it("answers every command that the controller sends with the official clients", async () => {
  // Whatever a service is asked passes by its faults first.
  const asked = vi.spyOn(Faults.prototype, "next");
  const fence = loopbackFence();
  ends.push(() => fence.take());
  const { accessKeyId, secretAccessKey, ...aws } = lab.ready.aws;
  const credentials = { accessKeyId, secretAccessKey };
  await nameBlocks(aws.endpoint, credentials);
  const accounts = aws.accounts.map((account) => ({ ...account, regions: REGIONS }));
  const options: AwsOptions = { ...AwsSettings.parse({ ...aws, accounts }), credentials };
  const reading = { options, env: {}, nowMs: Date.now, signal: AbortSignal.timeout(100_000) };

  const inventory = assembleInventory(await readInventory(reading));
  expect(inventory.parts.filter(({ state }) => state !== "complete")).toEqual([]);
  const { parts } = await readPrices({ ...reading, earlier: null });
  expect(
    parts.filter(({ id }) => !id.startsWith("ec2")).flatMap(({ error }) => error ?? []),
  ).toEqual([]);

  const zone = inventory.hostedZones.find(({ spec }) => spec.name === "shop.lab.test.");
  if (zone === undefined) throw new Error("the shop's zone was not found");
  await askForZone(aws.endpoint, credentials, zone.spec.id);
  const plan = shadowPlan(zone.account, zone.spec.id);
  const session = openSession({ ...reading, account: {} });
  try {
    await writeShadow(session, plan, (ms) => new Promise((wake) => setTimeout(wake, ms / 50)));
    const [answer] = await testDnsAnswers({
      session,
      zone: plan.zone,
      name: plan.shadowName,
      questions: [
        {
          asker: { kind: "vantage", vantage: "eu-west-1" },
          resolver: "198.51.100.1",
          clientSubnet: null,
        },
      ],
      times: 1,
      roleArn: null,
      endpoint: aws.endpoint,
      nowMs: Date.now,
    });
    expect(answer?.responses).toEqual([{ code: "NOERROR", values: ["192.0.2.1"] }]);
    expect(await deleteShadow(session, plan)).toBe(1);
  } finally {
    session.close();
  }

  expect(fence.outside).toEqual([]);
  const names = new Set(asked.mock.calls.map(([name]) => name));
  // Role credentials are fetched by the client library itself.
  expect(
    [...sentCommands(byThisTest), "AssumeRole"].filter((command) => !names.has(command)),
  ).toEqual([]);
});

/** A collection, so that there are locations and blocks to list. */
async function nameBlocks(
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
): Promise<void> {
  const client = new Route53Client({ endpoint, region: "us-east-1", credentials });
  const created = await client.send(
    new CreateCidrCollectionCommand({ Name: "people", CallerReference: "people" }),
  );
  const Changes = [
    { LocationName: "office", Action: "PUT" as const, CidrList: ["198.51.100.0/24"] },
  ];
  await client.send(new ChangeCidrCollectionCommand({ Id: created.Collection?.Id, Changes }));
  client.destroy();
}

/** What the controller asks of private zones alone; the lab has public ones, and answers for them. */
async function askForZone(
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
  Id: string,
): Promise<void> {
  const client = new Route53Client({ endpoint, region: "us-east-1", credentials });
  const { HostedZone } = await client.send(new GetHostedZoneCommand({ Id }));
  client.destroy();
  expect(HostedZone?.Id).toBe(`/hostedzone/${Id}`);
}

function shadowPlan(account: string, zone: string): ShadowPlan {
  const zoneName = "shop.lab.test.";
  const shadowName = `_isochrone-${SHADOW_ID}.${zoneName}`;
  return ShadowPlan.parse({
    id: SHADOW_ID,
    service: "shop",
    account,
    zone,
    zoneName,
    name: zoneName,
    shadowName,
    records: [{ name: shadowName, type: "A", ttlS: 60, values: ["192.0.2.1"] }],
    design: {},
    confirmUntilMs: 0,
  });
}
