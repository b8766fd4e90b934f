import { type HealthCheck, ListHealthChecksCommand } from "@aws-sdk/client-route-53";
import { HealthCheckSpec } from "../../contract/aws/health-check-spec.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { healthCheckConfig } from "./health-check-config.ts";
import { misfits } from "./misfits.ts";
import { linkedServiceOf, ROUTE53 } from "./route53.ts";
import { readTags } from "./tags.ts";

/** Lists the health checks with their tags; their statuses are a part of their own. */
export async function readHealthChecks(reader: PartReader): Promise<PartEnd> {
  const pages = pagesOf(
    (Marker: string | undefined) =>
      reader.call({ ...ROUTE53, action: "ListHealthChecks" }, (client, options) =>
        client.send(new ListHealthChecksCommand({ Marker }), options),
      ),
    ({ IsTruncated, NextMarker }) => (IsTruncated === true ? tokenOf(NextMarker) : undefined),
  );
  const understood = misfits();
  const tags = readTags(reader, "healthcheck");
  for await (const { HealthChecks = [] } of pages) {
    const tagsOf = await tags.of(HealthChecks.map(({ Id }) => Id ?? ""));
    const specs = HealthChecks.flatMap((check) => {
      const spec = { ...checkSpec(check), tags: tagsOf.get(check.Id ?? "") ?? {} };
      return understood.take(HealthCheckSpec, spec, check.Id ?? "a health check");
    });
    reader.add(
      "healthChecks",
      specs.map((spec) => ({ account: reader.account, spec })),
    );
  }
  const error = understood.error("health checks") ?? tags.error();
  return error === undefined ? {} : { error };
}

function checkSpec(check: HealthCheck) {
  return {
    id: check.Id,
    config: healthCheckConfig(check.HealthCheckConfig),
    callerReference: check.CallerReference,
    version: check.HealthCheckVersion,
    linkedService: linkedServiceOf(check.LinkedService),
  };
}
