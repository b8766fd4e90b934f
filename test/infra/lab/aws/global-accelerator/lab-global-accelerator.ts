import {
  CreateAcceleratorCommand,
  CreateEndpointGroupCommand,
  type CreateEndpointGroupRequest,
  CreateListenerCommand,
  type CreateListenerRequest,
  GlobalAcceleratorClient,
  type GlobalAcceleratorClientConfig,
} from "@aws-sdk/client-global-accelerator";
import type { AcceleratorConfig } from "../../../../../infra/lab/accelerator/accelerator-config.ts";
import type { HealthState } from "../../../../../infra/lab/accelerator/accelerator-plane.ts";
import type { EndpointResource } from "../../../../../infra/lab/accelerator/endpoint-resources.ts";
import { type ApiServer, openApiServer } from "../../../../../infra/lab/aws/api-server.ts";
import { createGlobalAccelerator } from "../../../../../infra/lab/aws/global-accelerator/create-global-accelerator.ts";
import { KeyRing } from "../../../../../infra/lab/aws/key-ring.ts";

const ACCOUNT = "111122223333";
const KEY = { accessKeyId: "AKIDLAB", secretAccessKey: "lab-secret-of-no-worth" };
export const DEPLOY_AFTER_MS = 30_000;
export const BEGAN_MS = Date.UTC(2026, 0, 1);

export const ALB =
  "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188";

const at = (
  kind: EndpointResource["kind"],
  region = "us-east-1",
  site: EndpointResource["site"] = "availability-zone",
) => ({ kind, region, site, address: "127.1.2.1", accountId: ACCOUNT });

const RESOURCES = new Map([
  [ALB, at("application-load-balancer")],
  ["i-0123456789abcdef0", at("instance")],
  ["i-0123456789abcdef1", at("instance", "us-west-2", "local-zone")],
  ["i-0123456789abcdef2", at("instance", "eu-south-1", "outpost")],
  ["eipalloc-0123456789abcdef0", at("elastic-ip")],
  ["eipalloc-of-others", { ...at("elastic-ip"), accountId: "444455556666" }],
  ...Array.from(
    { length: 11 },
    (_, n) => [`eipalloc-${n}`, at("elastic-ip", "eu-west-1")] as const,
  ),
]);

/** A Global Accelerator on a free port, the official client that talks to it, and what came of it. */
export interface LabGlobalAccelerator {
  readonly server: ApiServer;
  readonly client: GlobalAcceleratorClient;
  clientWith(config: GlobalAcceleratorClientConfig): GlobalAcceleratorClient;
  /** What the edges have been given, by ARN. */
  readonly deployed: Map<string, AcceleratorConfig>;
  /** What the edges know of endpoints. */
  readonly states: Map<string, HealthState>;
  /** Lets lab time go on. */
  pass(labMs: number): void;
  /** Lets wall time go on, by which calls are throttled. */
  rest(): void;
  close(): Promise<void>;
}

export async function openLabGlobalAccelerator(): Promise<LabGlobalAccelerator> {
  let nowMs = BEGAN_MS;
  let wallMs = Date.now();
  let pending: { readonly dueMs: number; readonly run: () => void }[] = [];
  const deployed = new Map<string, AcceleratorConfig>();
  const states = new Map<string, HealthState>();
  let addresses = 0;
  const { service } = createGlobalAccelerator({
    accountId: ACCOUNT,
    deployAfterMs: DEPLOY_AFTER_MS,
    clock: {
      nowMs: () => nowMs,
      after: (labMs, run) => {
        pending.push({ dueMs: nowMs + labMs, run });
        return () => undefined;
      },
    },
    plane: {
      deploy: (config) => deployed.set(config.arn, config),
      withdraw: (arn) => deployed.delete(arn),
      stateOf: (_, endpointId) => states.get(endpointId) ?? "INITIAL",
    },
    resources: { find: (id) => RESOURCES.get(id) },
    newAddresses: () => {
      addresses += 2;
      return [`127.1.3.${addresses - 1}`, `127.1.3.${addresses}`];
    },
  });
  const server = await openApiServer({
    address: "127.0.0.1",
    port: 0,
    keys: new KeyRing([{ ...KEY, accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/lab` }]),
    accounts: new Map([[ACCOUNT, [service]]]),
    wallNowMs: () => wallMs,
  });
  const clients: GlobalAcceleratorClient[] = [];
  const clientWith = (config: GlobalAcceleratorClientConfig) => {
    const client = new GlobalAcceleratorClient({
      endpoint: server.endpoint,
      region: "us-west-2",
      credentials: KEY,
      maxAttempts: 1,
      ...config,
    });
    clients.push(client);
    return client;
  };
  return {
    server,
    client: clientWith({}),
    clientWith,
    deployed,
    states,
    pass: (labMs) => {
      nowMs += labMs;
      const due = pending.filter(({ dueMs }) => dueMs <= nowMs);
      pending = pending.filter(({ dueMs }) => dueMs > nowMs);
      for (const { run } of due) run();
    },
    rest: () => {
      wallMs += 60_000;
    },
    close: async () => {
      for (const client of clients) client.destroy();
      await server.close();
    },
  };
}

/** A new accelerator; the answer is its ARN. */
export async function newAccelerator(lab: LabGlobalAccelerator, Name = "shop"): Promise<string> {
  const { Accelerator } = await lab.client.send(new CreateAcceleratorCommand({ Name }));
  return Accelerator?.AcceleratorArn ?? "";
}

export async function newListener(
  lab: LabGlobalAccelerator,
  AcceleratorArn: string,
  more: Partial<CreateListenerRequest> = {},
): Promise<string> {
  const { Listener } = await lab.client.send(
    new CreateListenerCommand({
      AcceleratorArn,
      Protocol: "TCP",
      PortRanges: [{ FromPort: 80, ToPort: 81 }],
      ...more,
    }),
  );
  return Listener?.ListenerArn ?? "";
}

export async function newGroup(
  lab: LabGlobalAccelerator,
  ListenerArn: string,
  more: Partial<CreateEndpointGroupRequest> = {},
): Promise<string> {
  const { EndpointGroup } = await lab.client.send(
    new CreateEndpointGroupCommand({ ListenerArn, EndpointGroupRegion: "us-east-1", ...more }),
  );
  return EndpointGroup?.EndpointGroupArn ?? "";
}
