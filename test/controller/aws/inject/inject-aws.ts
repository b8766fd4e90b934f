import { GlobalAcceleratorClient } from "@aws-sdk/client-global-accelerator";
import { Route53Client } from "@aws-sdk/client-route-53";
import type { AwsOptions } from "../../../../controller/aws/aws-options.ts";
import {
  type InjectAccounts,
  openInjectAccounts,
} from "../../../../controller/aws/inject/inject-accounts.ts";
import { AwsSettings } from "../../../../controller/contract/aws-settings.ts";
import { InjectProblem } from "../../../../controller/failover/inject/inject-problem.ts";
import { type ApiServer, openApiServer } from "../../../../infra/lab/aws/api-server.ts";
import type { ApiService } from "../../../../infra/lab/aws/api-service.ts";
import type { Faults } from "../../../../infra/lab/aws/faults.ts";
import { createGlobalAccelerator } from "../../../../infra/lab/aws/global-accelerator/create-global-accelerator.ts";
import { KeyRing } from "../../../../infra/lab/aws/key-ring.ts";
import { createRoute53 } from "../../../../infra/lab/aws/route53/create-route53.ts";
import { stsService } from "../../../../infra/lab/aws/sts/sts-service.ts";
import { quietHealth } from "../../../infra/lab/health/quiet-health.ts";

export const MAIN = "111122223333";
export const OTHER = "444455556666";
export const EXTERNAL_ID = "of-tests";
export const INJECT_ROLE = `arn:aws:iam::${OTHER}:role/isochrone-inject`;
export const ALB = `arn:aws:elasticloadbalancing:us-east-1:${MAIN}:loadbalancer/app/shop/50dc6c495c0c9188`;
export const INSTANCE = "i-0123456789abcdef0";

const KEY = { accessKeyId: "AKIDLAB", secretAccessKey: "lab-secret-of-no-worth" };
const PLENTY = { burst: 10_000, perSecond: 10_000 };
const INSYNC_MS = 30_000;
/** The session lets three calls a second through. */
const DEPLOY_MS = 2_000;

/** Two accounts of AWS on a free port, without waiting: time passes when somebody pauses. */
export type InjectAws = {
  readonly server: ApiServer;
  readonly route53: Route53Client;
  readonly accelerators: GlobalAcceleratorClient;
  readonly pause: (ms: number) => Promise<void>;
  /** Names of the calls that were made by what is tested. */
  readonly calls: string[];
  /** What is done right before a call of what is tested, once. */
  before(call: string, work: () => Promise<unknown>): void;
  faultsOf(signingName: string, account?: string): Faults;
  optionsWith(accounts?: readonly object[]): AwsOptions;
  accounts(accounts?: readonly object[]): InjectAccounts;
  close(): Promise<void>;
};

export async function openInjectAws(more: readonly ApiService[] = []): Promise<InjectAws> {
  let nowMs = Date.UTC(2026, 0, 1);
  const keys = new KeyRing([{ ...KEY, accountId: MAIN, arn: `arn:aws:iam::${MAIN}:user/lab` }]);
  const route53 = () =>
    createRoute53({ labNowMs: () => nowMs, insyncAfterMs: INSYNC_MS, health: quietHealth() });
  const role = {
    accountId: OTHER,
    name: "isochrone-inject",
    trustedAccountId: MAIN,
    externalId: EXTERNAL_ID,
    maxSessionS: 3_600,
  };
  const sts = stsService({ keys, roles: [role], wallNowMs: Date.now });
  const at = { site: "availability-zone", address: "127.1.2.1", accountId: MAIN } as const;
  const resources = new Map([
    [ALB, { ...at, kind: "application-load-balancer", region: "us-east-1" } as const],
    [INSTANCE, { ...at, kind: "instance", region: "us-east-1" } as const],
    ["eipalloc-0123456789abcdef0", { ...at, kind: "elastic-ip", region: "eu-west-1" } as const],
  ]);
  const accelerator = createGlobalAccelerator({
    accountId: MAIN,
    deployAfterMs: DEPLOY_MS,
    clock: { nowMs: () => nowMs, after: () => () => undefined },
    plane: { deploy: () => undefined, withdraw: () => undefined, stateOf: () => "HEALTHY" },
    resources: { find: (id) => resources.get(id) },
    newAddresses: () => ["127.1.3.1", "127.1.3.2"],
  });
  const plenty = (service: ApiService): ApiService => ({
    ...service,
    rates: { account: PLENTY, perAction: PLENTY, actions: new Map() },
  });
  const server = await openApiServer({
    address: "127.0.0.1",
    port: 0,
    keys,
    accounts: new Map([
      [MAIN, [route53().service, accelerator.service, sts, ...more].map(plenty)],
      [OTHER, [route53().service, sts].map(plenty)],
    ]),
    wallNowMs: Date.now,
  });
  const { endpoint } = server;
  const client = { endpoint, credentials: KEY, maxAttempts: 1 };
  const raw = new Route53Client({ ...client, region: "us-east-1" });
  const rawAccelerators = new GlobalAcceleratorClient({ ...client, region: "us-west-2" });
  const optionsWith = (accounts: readonly object[] = [{ inject: {} }]): AwsOptions => ({
    ...AwsSettings.parse({ endpoint, region: "us-east-1", accounts }),
    credentials: KEY,
  });
  const opened: InjectAccounts[] = [];
  const calls: string[] = [];
  const befores = new Map<string, () => Promise<unknown>>();
  return {
    server,
    route53: raw,
    accelerators: rawAccelerators,
    calls,
    pause: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
    before: (call, work) => void befores.set(call, work),
    faultsOf: (signingName, account = MAIN) => server.faultsOf(account, signingName),
    optionsWith,
    accounts(accounts) {
      const made = openInjectAccounts({
        options: optionsWith(accounts),
        env: {},
        signal: AbortSignal.timeout(60_000),
      });
      opened.push(made);
      return heard(made, calls, befores);
    },
    close: async () => {
      for (const each of opened) each.close();
      raw.destroy();
      rawAccelerators.destroy();
      await server.close();
    },
  };
}

/** Accounts that write down what is called, and do what is to come before it. */
function heard(
  accounts: InjectAccounts,
  calls: string[],
  befores: Map<string, () => Promise<unknown>>,
): InjectAccounts {
  const ear = (account: Awaited<ReturnType<InjectAccounts["byId"]>>): typeof account => ({
    ...account,
    async call(call, send) {
      const work = befores.get(call.action);
      befores.delete(call.action);
      await work?.();
      calls.push(call.action);
      return await account.call(call, send);
    },
  });
  return {
    ...accounts,
    byId: async (id) => ear(await accounts.byId(id)),
    inOneOf: (work) => accounts.inOneOf((account) => work(ear(account))),
  };
}

/** `message | mend` of what a promise ends with. */
export async function problemOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error("no problem"),
    (problem: unknown) => problem,
  );
  return error instanceof InjectProblem ? `${error.message} | ${error.mend}` : String(error);
}
