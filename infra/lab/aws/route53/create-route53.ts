import type { HealthService } from "../../health/health-service.ts";
import type { ApiService } from "../api-service.ts";
import { errorAnswer } from "../rest-xml.ts";
import { ChangeLog } from "./change-log.ts";
import { CidrCollections } from "./cidr-collections.ts";
import { cidrOperations } from "./cidr-operations.ts";
import type { DnsTester } from "./dns-tester.ts";
import { healthCheckOperations } from "./health-check-operations.ts";
import { HealthChecks } from "./health-checks.ts";
import { healthStatusOperations } from "./health-status-operations.ts";
import { HostedZones } from "./hosted-zones.ts";
import { ROUTE53_NAMESPACE } from "./namespace.ts";
import { newId } from "./new-id.ts";
import { invalidInput } from "./problems.ts";
import { protectionOperations } from "./protection-operations.ts";
import { ROUTE53_RATES } from "./rates.ts";
import { tagOperations } from "./tag-operations.ts";
import { Tags } from "./tags.ts";
import { testDnsAnswerOperation } from "./test-dns-answer.ts";
import { zoneOperations } from "./zone-operations.ts";

/** The clock of a Route 53, how long its changes take, and who calls the endpoints of its checks. */
export interface Route53Options {
  /** The lab's time, Unix ms: by it a change becomes INSYNC. */
  readonly labNowMs: () => number;
  /** How long a change is PENDING, in lab time. */
  readonly insyncAfterMs: number;
  readonly health: HealthService;
  /** The name servers, for TestDNSAnswer; without them there is no such operation. */
  readonly dnsTester?: DnsTester;
}

/** An account's Route 53: what it holds, and the service that changes it over the wire. */
export interface Route53 {
  readonly zones: HostedZones;
  readonly cidrs: CidrCollections;
  readonly healthChecks: HealthChecks;
  readonly service: ApiService;
}

/** A Route 53 without any zone or health check. */
export function createRoute53(options: Route53Options): Route53 {
  const changes = new ChangeLog(options.labNowMs, options.insyncAfterMs, () => newId("C"));
  const zones = new HostedZones();
  const healthChecks = new HealthChecks(options.health);
  const cidrs = new CidrCollections((id, location) => zones.useCidr(id, location));
  const known = {
    hasHealthCheck: (id: string) => healthChecks.has(id),
    hasCidrLocation: (id: string, location: string) => cidrs.hasLocation(id, location),
  };
  const mustExist = (type: string, id: string) => {
    if (type === "hostedzone") zones.get(id);
    else if (type === "healthcheck") healthChecks.get(id);
    else throw invalidInput("Invalid request: ResourceType must be hostedzone or healthcheck");
  };
  const operations = [
    ...zoneOperations({ zones, changes, known }),
    ...cidrOperations(cidrs, changes),
    ...protectionOperations(zones),
    ...healthCheckOperations(healthChecks),
    ...healthStatusOperations(healthChecks, options.health),
    ...tagOperations(new Tags(mustExist)),
    ...(options.dnsTester === undefined ? [] : [testDnsAnswerOperation(zones, options.dnsTester)]),
  ];
  return {
    zones,
    cidrs,
    healthChecks,
    service: {
      signingName: "route53",
      rates: ROUTE53_RATES,
      operationOf: (call) => operations.find((operation) => operation.matches(call)),
      errorAnswer: (problem, requestId) => errorAnswer(problem, ROUTE53_NAMESPACE, requestId),
    },
  };
}
