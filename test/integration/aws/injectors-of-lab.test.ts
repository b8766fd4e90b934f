import {
  GlobalAcceleratorClient,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from "@aws-sdk/client-global-accelerator";
import {
  ChangeResourceRecordSetsCommand,
  ChangeTagsForResourceCommand,
  Route53Client,
  type TagResourceType,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readInventory } from "../../../controller/aws/read-inventory.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import type { FailoverInjector } from "../../../controller/contract/failover/failover-injector.ts";
import { assembleInventory } from "../../../controller/core/inventory/assemble-inventory.ts";
import {
  type Injectors,
  openInjectors,
} from "../../../controller/failover/inject/open-injectors.ts";
import { type Lab, openLab } from "../../../infra/lab/lab.ts";
import { addressesOf, askUdp, query } from "../../infra/lab/dns/ask.ts";
import { atlas, shopWorld } from "../../infra/lab/small-world.ts";

/** A change is INSYNC, and an accelerator deployed, after 0.6 s. */
const FACTOR = 50;
const TAG = { Key: "isochrone:failover-test", Value: "allow" };
const CLIENTS = [{ entry: "dns", class: "fresh", shareRatio: 1 }] as const;

let lab: Lab;
let injectors: Injectors;
let inventory: ReturnType<typeof assembleInventory>;
let route53: Route53Client;
let accelerators: GlobalAcceleratorClient;

beforeAll(async () => {
  const world = { ...shopWorld("127.98"), clockFactor: FACTOR };
  lab = await openLab(world, atlas, { httpPort: 0, dnsPort: 0, awsPort: 0 });
  const { accessKeyId, secretAccessKey, ...settings } = lab.ready.aws;
  const credentials = { accessKeyId, secretAccessKey };
  const { endpoint } = settings;
  route53 = new Route53Client({ endpoint, region: "us-east-1", credentials });
  accelerators = new GlobalAcceleratorClient({ endpoint, region: "us-west-2", credentials });
  const aws = { ...AwsSettings.parse(settings), credentials };
  const signal = AbortSignal.timeout(100_000);
  injectors = openInjectors({
    aws,
    env: {},
    signal,
    pause: (ms) => new Promise((wake) => setTimeout(wake, ms / 8)),
  });
  const accounts = aws.accounts.map((account) => ({ ...account, regions: ["us-east-1"] }));
  inventory = assembleInventory(
    await readInventory({ options: { ...aws, accounts }, env: {}, nowMs: Date.now, signal }),
  );
}, 60_000);
afterAll(async () => {
  injectors.close();
  route53.destroy();
  accelerators.destroy();
  await lab.close();
});

/** Marks a resource as fit for tests, as its owner does. */
async function allow(ResourceType: TagResourceType, ResourceId: string): Promise<void> {
  const input = { ResourceType, ResourceId, AddTags: [TAG] };
  await route53.send(new ChangeTagsForResourceCommand(input));
}

async function answersTo(name: string): Promise<string[]> {
  const [{ resolver } = { resolver: undefined }] = lab.ready.estate.vantages;
  if (resolver === undefined) throw new Error("no resolver");
  const { reply } = await askUdp(resolver, query(name, "A"));
  return addressesOf(reply);
}

/** Asks the name server until it answers so. */
async function answered(name: string, isSo: (addresses: readonly string[]) => boolean) {
  for (;;) {
    const addresses = await answersTo(name);
    if (isSo(addresses)) return addresses;
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

/** Brings it about, tells what is to be seen then, and puts it back twice. */
async function run(injector: FailoverInjector, seen: () => Promise<unknown>): Promise<void> {
  const injection = injectors.injection({ injector, clients: [...CLIENTS] }, null);
  const { optIn, restoreSteps } = await injection.prepare();
  expect(optIn).toMatchObject({ ok: true });
  expect(await injection.verify()).toMatchObject({ state: "restored" });
  const { afterUs, byUs } = await injection.inject();
  expect(byUs).toBeGreaterThan(afterUs);
  expect(await injection.verify()).toMatchObject({ state: "in_force" });
  await seen();
  for (const step of [...restoreSteps, ...restoreSteps]) {
    expect(await injectors.restore(step)).toMatchObject({ state: "restored" });
  }
  expect(await injection.verify()).toMatchObject({ state: "restored" });
}

it("a health check that is made to fail leads users elsewhere, and back", async () => {
  const name = "shop.lab.test";
  const before = await answersTo(name);
  const check = inventory.healthChecks.find(
    ({ spec: { config } }) => "ipAddress" in config && config.ipAddress === before[0],
  );
  if (check === undefined) throw new Error(`nobody checks ${before.join(", ")}`);
  await allow("healthcheck", check.spec.id);
  await run({ kind: "health_check", healthCheckId: check.spec.id }, () =>
    answered(name, ([first]) => first !== before[0]),
  );
  expect(await answered(name, ([first]) => first === before[0])).toEqual(before);
}, 60_000);

it("a weight of 0 takes a record out of the answers, and its weight brings it back", async () => {
  const zone = inventory.hostedZones.find(({ spec }) => spec.name === "shop.lab.test.");
  const hostedZoneId = zone?.spec.id ?? "";
  await allow("hostedzone", hostedZoneId);
  const name = "weighted.shop.lab.test";
  const record = (SetIdentifier: string, Weight: number, Value: string) => ({
    Name: name,
    Type: "A" as const,
    SetIdentifier,
    Weight,
    TTL: 1,
    ResourceRecords: [{ Value }],
  });
  const Changes = [record("blue", 255, "192.0.2.1"), record("green", 1, "192.0.2.2")].map(
    (ResourceRecordSet) => ({ Action: "CREATE" as const, ResourceRecordSet }),
  );
  await route53.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: hostedZoneId, ChangeBatch: { Changes } }),
  );
  await answered(name, ([first]) => first === "192.0.2.1");
  await run(
    { kind: "record_weight", hostedZoneId, name, type: "A", setIdentifier: "blue" },
    async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => answersTo(name)));
      expect(new Set(answers.flat())).toEqual(new Set(["192.0.2.2"]));
    },
  );
  await answered(name, ([first]) => first === "192.0.2.1");
}, 60_000);

it("the weight of an accelerator's endpoint becomes 0, and what it was", async () => {
  const [accelerator] = inventory.accelerators;
  const arn = accelerator?.spec.arn ?? "";
  await accelerators.send(new TagResourceCommand({ ResourceArn: arn, Tags: [TAG] }));
  const { Tags } = await accelerators.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
  expect(Tags).toContainEqual(TAG);
  const group = accelerator?.spec.listeners[0]?.endpointGroups[0];
  const endpointGroupArn = group?.arn ?? "";
  const endpointId = group?.endpoints[0]?.endpointId ?? "";
  await run({ kind: "accelerator_weight", endpointGroupArn, endpointId }, () => Promise.resolve());
}, 60_000);
