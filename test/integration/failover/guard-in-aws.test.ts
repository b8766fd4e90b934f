import { GlobalAcceleratorClient, TagResourceCommand } from "@aws-sdk/client-global-accelerator";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readInventory } from "../../../controller/aws/read-inventory.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import { assembleInventory } from "../../../controller/core/inventory/assemble-inventory.ts";
import { guardAccess } from "../../../controller/failover/guard/guard-access.ts";
import { startGuard } from "../../../controller/failover/guard/start-guard.ts";
import {
  type Injectors,
  openInjectors,
} from "../../../controller/failover/inject/open-injectors.ts";
import { type Lab, openLab } from "../../../infra/lab/lab.ts";
import { atlas, shopWorld } from "../../infra/lab/small-world.ts";
import {
  buildGuardPrograms,
  type GuardBench,
  type GuardPrograms,
  type Hook,
  openGuardBench,
  startHook,
} from "./guard-bench.ts";

/** An accelerator is deployed after 0.6 s. */
const FACTOR = 50;
const FAR_MS = 3_600_000;

let lab: Lab;
let injectors: Injectors;
let programs: GuardPrograms;
let hook: Hook;
let bench: GuardBench;

beforeAll(async () => {
  const world = { ...shopWorld("127.100"), clockFactor: FACTOR };
  lab = await openLab(world, atlas, { httpPort: 0, dnsPort: 0, awsPort: 0 });
  programs = await buildGuardPrograms();
  hook = await startHook();
  bench = await openGuardBench(programs, hook);
}, 60_000);
afterAll(async () => {
  injectors?.close();
  await bench?.remove();
  await hook?.close();
  await programs?.remove();
  await lab?.close();
});

it("puts back the dial of an endpoint group in AWS by its order and its environment alone", async () => {
  const { accessKeyId, secretAccessKey, ...settings } = lab.ready.aws;
  const credentials = { accessKeyId, secretAccessKey };
  const aws = { ...AwsSettings.parse(settings), credentials };
  const signal = AbortSignal.timeout(100_000);
  injectors = openInjectors({ aws, env: {}, signal });
  const endpointGroupArn = await markedGroup(aws);
  const injection = injectors.injection(
    {
      injector: { kind: "accelerator_dial", endpointGroupArn },
      clients: [{ entry: "accelerator", class: "accelerator_fresh", shareRatio: 1 }],
    },
    null,
  );
  const { restoreSteps } = await injection.prepare();

  const access = guardAccess(aws, process.env);
  const order = bench.order("run-0001", FAR_MS, { steps: restoreSteps, aws: access.aws });
  const guard = await startGuard(order, { ...bench.post, env: access.env });
  await injection.inject();
  expect(await injection.verify()).toMatchObject({ state: "in_force" });

  await guard.restoreNow();
  await expect.poll(guard.outcome, { timeout: 60_000 }).not.toBeNull();
  expect(await guard.outcome()).toMatchObject({
    cause: "asked",
    steps: [{ kind: "accelerator_dial", restoredAtMs: expect.any(Number) }],
  });
  expect(await injection.verify()).toMatchObject({ state: "restored" });
});

/** An endpoint group whose owner allows tests. */
async function markedGroup(aws: Parameters<typeof guardAccess>[0] & object): Promise<string> {
  const { credentials, endpoint, accounts } = aws;
  const options = {
    ...aws,
    accounts: accounts.map((each) => ({ ...each, regions: ["us-east-1"] })),
  };
  const signal = AbortSignal.timeout(60_000);
  const parts = await readInventory({ options, env: {}, nowMs: Date.now, signal });
  const spec = assembleInventory(parts).accelerators[0]?.spec;
  if (spec === undefined || credentials === undefined || endpoint === undefined) {
    throw new Error("the lab has no accelerator");
  }
  const owner = new GlobalAcceleratorClient({ endpoint, region: "us-west-2", credentials });
  const Tags = [{ Key: "isochrone:failover-test", Value: "allow" }];
  await owner.send(new TagResourceCommand({ ResourceArn: spec.arn, Tags }));
  owner.destroy();
  return spec.listeners[0]?.endpointGroups[0]?.arn ?? "";
}
