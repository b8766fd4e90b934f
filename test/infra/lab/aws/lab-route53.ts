import { Route53Client, type Route53ClientConfig } from "@aws-sdk/client-route-53";
import { type ApiServer, openApiServer } from "../../../../infra/lab/aws/api-server.ts";
import type { Faults } from "../../../../infra/lab/aws/faults.ts";
import { KeyRing } from "../../../../infra/lab/aws/key-ring.ts";
import {
  createRoute53,
  type Route53,
  type Route53Options,
} from "../../../../infra/lab/aws/route53/create-route53.ts";
import { quietHealth } from "../health/quiet-health.ts";

export const KEY = { accessKeyId: "AKIDLAB", secretAccessKey: "lab-secret-of-no-worth" };

const ACCOUNT = "111122223333";

export const INSYNC_AFTER_MS = 30_000;

/** Both clocks of a service under test; nothing moves them but the test. */
interface Clocks {
  labMs: number;
  wallMs: number;
}

/** A Route 53 on a free port and the official client that talks to it, without retries. */
export interface LabRoute53 {
  readonly route53: Route53;
  readonly server: ApiServer;
  readonly faults: Faults;
  readonly clocks: Clocks;
  readonly client: Route53Client;
  clientWith(config: Route53ClientConfig): Route53Client;
  close(): Promise<void>;
}

export async function openLabRoute53(
  health = quietHealth(),
  options: Partial<Route53Options> = {},
): Promise<LabRoute53> {
  const clocks = { labMs: Date.UTC(2026, 0, 1), wallMs: Date.now() };
  const route53 = createRoute53({
    labNowMs: () => clocks.labMs,
    insyncAfterMs: INSYNC_AFTER_MS,
    health,
    ...options,
  });
  const { service } = route53;
  const server = await openApiServer({
    address: "127.0.0.1",
    port: 0,
    keys: new KeyRing([{ ...KEY, accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/lab` }]),
    accounts: new Map([[ACCOUNT, [service]]]),
    wallNowMs: () => clocks.wallMs,
  });
  const clients: Route53Client[] = [];
  const clientWith = (config: Route53ClientConfig) => {
    const client = new Route53Client({
      endpoint: server.endpoint,
      region: "us-east-1",
      credentials: KEY,
      maxAttempts: 1,
      ...config,
    });
    clients.push(client);
    return client;
  };
  return {
    route53,
    server,
    faults: server.faultsOf(ACCOUNT, service.signingName),
    clocks,
    client: clientWith({}),
    clientWith,
    close: async () => {
      for (const client of clients) client.destroy();
      await server.close();
    },
  };
}
