import {
  CreateHealthCheck$,
  type CreateHealthCheckRequest,
  type CreateHealthCheckResponse,
  DeleteHealthCheck$,
  type DeleteHealthCheckRequest,
  type DeleteHealthCheckResponse,
  GetHealthCheck$,
  type GetHealthCheckRequest,
  type GetHealthCheckResponse,
  ListHealthChecks$,
  type ListHealthChecksRequest,
  type ListHealthChecksResponse,
  UpdateHealthCheck$,
  type UpdateHealthCheckRequest,
  type UpdateHealthCheckResponse,
} from "@aws-sdk/client-route-53";
import { type RestXmlOperation, restXmlOperation } from "../rest-xml.ts";
import type { HealthChecks } from "./health-checks.ts";
import { ROUTE53_NAMESPACE } from "./namespace.ts";
import { pageOf } from "./page.ts";
import { invalidInput } from "./problems.ts";

const MOST_ON_PAGE = 100;

/** The operations on the configuration of health checks. */
export function healthCheckOperations(checks: HealthChecks): RestXmlOperation[] {
  const ns = ROUTE53_NAMESPACE;
  return [
    restXmlOperation<CreateHealthCheckRequest, CreateHealthCheckResponse>(
      CreateHealthCheck$,
      ns,
      (request) => {
        const HealthCheck = checks.create(request);
        const Location = `https://route53.amazonaws.com/2013-04-01/healthcheck/${HealthCheck.Id}`;
        return { HealthCheck, Location };
      },
    ),
    restXmlOperation<GetHealthCheckRequest, GetHealthCheckResponse>(
      GetHealthCheck$,
      ns,
      ({ HealthCheckId }) => ({ HealthCheck: checks.get(HealthCheckId) }),
    ),
    restXmlOperation<ListHealthChecksRequest, ListHealthChecksResponse>(
      ListHealthChecks$,
      ns,
      (request) => listHealthChecks(checks, request),
    ),
    restXmlOperation<UpdateHealthCheckRequest, UpdateHealthCheckResponse>(
      UpdateHealthCheck$,
      ns,
      (request) => ({ HealthCheck: checks.update(request) }),
    ),
    restXmlOperation<DeleteHealthCheckRequest, DeleteHealthCheckResponse>(
      DeleteHealthCheck$,
      ns,
      ({ HealthCheckId }) => {
        checks.delete(HealthCheckId);
        return {};
      },
    ),
  ];
}

function listHealthChecks(
  checks: HealthChecks,
  { Marker, MaxItems }: ListHealthChecksRequest,
): ListHealthChecksResponse {
  const list = checks.list();
  const start = Marker === undefined ? 0 : list.findIndex(({ Id }) => Id === Marker);
  if (start < 0) throw invalidInput(`Invalid request: no health check has the Marker '${Marker}'`);
  const page = pageOf(list, start, MaxItems, MOST_ON_PAGE);
  return {
    HealthChecks: page.items,
    Marker,
    IsTruncated: page.next !== undefined,
    MaxItems: page.maxItems,
    ...(page.next && { NextMarker: page.next.Id }),
  };
}
