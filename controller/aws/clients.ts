import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { GlobalAcceleratorClient } from "@aws-sdk/client-global-accelerator";
import { PricingClient } from "@aws-sdk/client-pricing";
import { Route53Client } from "@aws-sdk/client-route-53";
import { STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import type { AwsOptions } from "./aws-options.ts";

/** The clients that AWS is read with. */
export type Clients = {
  sts: STSClient;
  ec2: EC2Client;
  elasticloadbalancing: ElasticLoadBalancingV2Client;
  globalaccelerator: GlobalAcceleratorClient;
  route53: Route53Client;
  pricing: PricingClient;
};

const MOST_ATTEMPTS = 4;
const CONNECT_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 20_000;
const MOST_SOCKETS = 8;

/** What every client is set up with; nothing in it waits or tries again for ever. */
export function clientConfig(options: Pick<AwsOptions, "endpoint">, region: string) {
  const { endpoint } = options;
  return {
    region,
    // An endpoint of one's own has no FIPS or dual-stack sister that the environment could ask for.
    ...(endpoint === undefined
      ? {}
      : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
    retryMode: "adaptive",
    maxAttempts: MOST_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_WITHIN_MS,
      requestTimeout: ANSWER_WITHIN_MS,
      throwOnRequestTimeout: true,
      socketTimeout: ANSWER_WITHIN_MS,
      httpAgent: { keepAlive: true, maxSockets: MOST_SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: MOST_SOCKETS },
    },
  };
}

type Settings = ReturnType<typeof clientConfig> & {
  readonly credentials: AwsCredentialIdentityProvider;
};

const CREATE: { [Service in keyof Clients]: (settings: Settings) => Clients[Service] } = {
  sts: (settings) => new STSClient(settings),
  ec2: (settings) => new EC2Client(settings),
  elasticloadbalancing: (settings) => new ElasticLoadBalancingV2Client(settings),
  globalaccelerator: (settings) => new GlobalAcceleratorClient(settings),
  route53: (settings) => new Route53Client(settings),
  pricing: (settings) => new PricingClient(settings),
};

/** Clients of one set of credentials, each made when it is first asked for. */
export type ClientPool = {
  get<Service extends keyof Clients>(service: Service, region: string): Clients[Service];
  destroy(): void;
};

export function clientPool(
  options: Pick<AwsOptions, "endpoint">,
  credentials: AwsCredentialIdentityProvider,
): ClientPool {
  const pools = new Map<string, Partial<Clients>>();
  return {
    get(service, region) {
      const ofRegion = pools.get(region) ?? {};
      pools.set(region, ofRegion);
      const known: Clients[typeof service] | undefined = ofRegion[service];
      if (known !== undefined) return known;
      const made = CREATE[service]({ ...clientConfig(options, region), credentials });
      ofRegion[service] = made;
      return made;
    },
    destroy() {
      for (const clients of pools.values()) {
        for (const client of Object.values(clients)) client.destroy();
      }
      pools.clear();
    },
  };
}
