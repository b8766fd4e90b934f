import { type ApiServer, openApiServer } from "../api-server.ts";
import type { AccessKey } from "../verify-signature.ts";
import { ChangeLog } from "./change-log.ts";
import { healthCheckOperations } from "./health-check-operations.ts";
import { HealthChecks } from "./health-checks.ts";
import { HostedZones } from "./hosted-zones.ts";
import { ROUTE53_NAMESPACE } from "./namespace.ts";
import { newId } from "./new-id.ts";
import { invalidInput } from "./problems.ts";
import { ROUTE53_RATES } from "./rates.ts";
import { tagOperations } from "./tag-operations.ts";
import { Tags } from "./tags.ts";
import { zoneOperations } from "./zone-operations.ts";

/** Where Route 53 stands, whose key opens it, and its clocks. */
export interface Route53Options {
  readonly address: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly key: AccessKey;
  /** The lab's time, Unix ms: by it a change becomes INSYNC. */
  readonly labNowMs: () => number;
  /** Unix ms of the world outside, by which clients sign and are throttled. */
  readonly wallNowMs: () => number;
  /** How long a change is PENDING, in lab time. */
  readonly insyncAfterMs: number;
}

/** Opens a Route 53 without any zone or health check. Throws LabProblem when it cannot listen. */
export function openRoute53(options: Route53Options): Promise<ApiServer> {
  const changes = new ChangeLog(options.labNowMs, options.insyncAfterMs, () => newId("C"));
  const zones = new HostedZones();
  const healthChecks = new HealthChecks();
  const hasHealthCheck = (id: string) => healthChecks.has(id);
  const mustExist = (type: string, id: string) => {
    if (type === "hostedzone") zones.get(id);
    else if (type === "healthcheck") healthChecks.get(id);
    else throw invalidInput("Invalid request: ResourceType must be hostedzone or healthcheck");
  };
  const operations = [
    ...zoneOperations({ zones, changes, hasHealthCheck }),
    ...healthCheckOperations(healthChecks),
    ...tagOperations(new Tags(mustExist)),
  ];
  return openApiServer(
    {
      signingName: "route53",
      xmlNamespace: ROUTE53_NAMESPACE,
      rates: ROUTE53_RATES,
      operations,
    },
    options,
  );
}
