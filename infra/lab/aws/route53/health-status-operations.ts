import {
  GetCheckerIpRanges$,
  type GetCheckerIpRangesRequest,
  type GetCheckerIpRangesResponse,
  GetHealthCheckCount$,
  type GetHealthCheckCountRequest,
  type GetHealthCheckCountResponse,
  GetHealthCheckLastFailureReason$,
  type GetHealthCheckLastFailureReasonRequest,
  type GetHealthCheckLastFailureReasonResponse,
  GetHealthCheckStatus$,
  type GetHealthCheckStatusRequest,
  type GetHealthCheckStatusResponse,
  type HealthCheckObservation,
} from "@aws-sdk/client-route-53";
import type { CheckerReport } from "../../health/checker.ts";
import type { CheckerReports } from "../../health/fleet.ts";
import type { HealthService } from "../../health/health-service.ts";
import { type RestXmlOperation, restXmlOperation } from "../rest-xml.ts";
import type { HealthChecks } from "./health-checks.ts";
import { ROUTE53_NAMESPACE } from "./namespace.ts";
import { invalidInput } from "./problems.ts";

/** The operations on what the checkers see. */
export function healthStatusOperations(
  checks: HealthChecks,
  health: HealthService,
): RestXmlOperation[] {
  const ns = ROUTE53_NAMESPACE;
  const checkersOf = (id: string | undefined) => {
    const { Id, HealthCheckConfig } = checks.get(id);
    if (HealthCheckConfig?.Type === "CALCULATED") {
      throw invalidInput(
        `Health check ${Id} is of type CALCULATED: the status of a calculated health check can be had from the console or CloudWatch only.`,
      );
    }
    return health.checkersOf(Id);
  };
  return [
    restXmlOperation<GetHealthCheckStatusRequest, GetHealthCheckStatusResponse>(
      GetHealthCheckStatus$,
      ns,
      ({ HealthCheckId }) => ({
        HealthCheckObservations: observed(checkersOf(HealthCheckId), ({ last }) => last),
      }),
    ),
    restXmlOperation<
      GetHealthCheckLastFailureReasonRequest,
      GetHealthCheckLastFailureReasonResponse
    >(GetHealthCheckLastFailureReason$, ns, ({ HealthCheckId }) => ({
      HealthCheckObservations: observed(
        checkersOf(HealthCheckId),
        ({ lastFailure }) => lastFailure,
      ),
    })),
    restXmlOperation<GetHealthCheckCountRequest, GetHealthCheckCountResponse>(
      GetHealthCheckCount$,
      ns,
      () => ({ HealthCheckCount: checks.list().length }),
    ),
    restXmlOperation<GetCheckerIpRangesRequest, GetCheckerIpRangesResponse>(
      GetCheckerIpRanges$,
      ns,
      () => ({ CheckerIpRanges: [...health.checkerRanges] }),
    ),
  ];
}

/** One observation of each checker that has something to report. */
function observed(
  checkers: readonly CheckerReports[],
  reportOf: (checker: CheckerReports) => CheckerReport | undefined,
): HealthCheckObservation[] {
  return checkers.flatMap((checker) => {
    const report = reportOf(checker);
    if (report === undefined) return [];
    const { region: Region, address: IPAddress } = checker.place;
    const CheckedTime = new Date(report.checkedAtMs);
    return [{ Region, IPAddress, StatusReport: { Status: report.reason, CheckedTime } }];
  });
}
