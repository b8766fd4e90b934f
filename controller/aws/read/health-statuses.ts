import { GetHealthCheckStatusCommand, type HealthCheckObservation } from "@aws-sdk/client-route-53";
import type { HealthCheckSpec } from "../../contract/aws/health-check-spec.ts";
import type { FoundItem } from "../../contract/inventory-reading.ts";
import { knownError } from "../error-kind.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { ROUTE53 } from "./route53.ts";

/**
 * A health check is healthy when more than this share of its checkers say so.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
const HEALTHY_ABOVE = 0.18;

/**
 * Asks for the status of health checks, one a second. Those that are not asked for are counted and said.
 *
 * @param checks in the order in which they matter
 */
export async function readHealthStatuses(
  reader: PartReader,
  checks: readonly HealthCheckSpec[],
  most: number,
): Promise<PartEnd> {
  const looking = checks.filter(({ config }) => "requestIntervalS" in config);
  let unknown = 0;
  for (const check of looking.slice(0, most)) {
    const status = await readStatus(reader, check);
    if (status === undefined) unknown += 1;
    else reader.add("healthStatuses", [status]);
  }
  const left = Math.max(0, looking.length - most);
  const others = checks.length - looking.length;
  const notes = [
    ...(left === 0
      ? []
      : [
          `${left} were not asked for: AWS answers one a second, and mostHealthStatuses is ${most}`,
        ]),
    ...(unknown === 0 ? [] : [`${unknown} are new or gone, and no checker has spoken`]),
    ...(others === 0 ? [] : [`${others} calculated or alarm-driven ones have none to read`]),
  ];
  return {
    of: looking.length - unknown,
    ...(notes.length === 0 ? {} : { note: notes.join("; ") }),
  };
}

async function readStatus(
  reader: PartReader,
  { id, config: { inverted, disabled } }: HealthCheckSpec,
): Promise<FoundItem<"healthStatuses"> | undefined> {
  const answer = await reader
    .call({ ...ROUTE53, action: "GetHealthCheckStatus" }, (client, options) =>
      client.send(new GetHealthCheckStatusCommand({ HealthCheckId: id }), options),
    )
    .catch((error: unknown) => {
      // Deleted since it was listed.
      if (knownError(error).name === "NoSuchHealthCheck") return undefined;
      throw error;
    });
  const observations = answer?.HealthCheckObservations ?? [];
  if (observations.length === 0) return undefined;
  const checkersHealthy = observations.filter(isSuccess).length;
  const checkers = observations.length;
  const isSeenHealthy = disabled || checkersHealthy / checkers > HEALTHY_ABOVE;
  return {
    account: reader.account,
    healthCheck: id,
    status: {
      checkersHealthy,
      checkers,
      isHealthy: isSeenHealthy !== inverted,
      readAtMs: reader.nowMs(),
    },
  };
}

function isSuccess({ StatusReport }: HealthCheckObservation): boolean {
  return StatusReport?.Status?.startsWith("Success") === true;
}
