import type { HealthCheckConfig, HealthCheckType } from "@aws-sdk/client-route-53";

type Field = keyof HealthCheckConfig;

/** What a type of health check must have, and may have beside that. */
interface Kind {
  readonly needs: readonly Field[];
  readonly takes: readonly Field[];
}

const ALWAYS: readonly Field[] = ["Type", "Inverted", "Disabled"];
const PROBED: readonly Field[] = [
  "IPAddress",
  "Port",
  "FullyQualifiedDomainName",
  "RequestInterval",
  "FailureThreshold",
  "MeasureLatency",
  "Regions",
];
const HTTP: readonly Field[] = [...PROBED, "ResourcePath", "EnableSNI"];

const KINDS: ReadonlyMap<string, Kind> = new Map<HealthCheckType, Kind>([
  ["HTTP", { needs: [], takes: HTTP }],
  ["HTTPS", { needs: [], takes: HTTP }],
  ["HTTP_STR_MATCH", { needs: ["SearchString"], takes: HTTP }],
  ["HTTPS_STR_MATCH", { needs: ["SearchString"], takes: HTTP }],
  ["TCP", { needs: ["Port"], takes: PROBED }],
  ["CALCULATED", { needs: ["ChildHealthChecks"], takes: ["HealthThreshold"] }],
  ["CLOUDWATCH_METRIC", { needs: ["AlarmIdentifier"], takes: ["InsufficientDataHealthStatus"] }],
  ["RECOVERY_CONTROL", { needs: ["RoutingControlArn"], takes: [] }],
]);

/** True for the types whose endpoint the checkers call. */
export function isProbed(type: string | undefined): boolean {
  return KINDS.get(type ?? "")?.takes.includes("RequestInterval") ?? false;
}

/** The field that its type lacks or does not take, as a sentence; undefined when there is none. */
export function wrongField(config: HealthCheckConfig): string | undefined {
  const kind = KINDS.get(config.Type ?? "");
  if (kind === undefined) return `Type must be one of [${[...KINDS.keys()].join(", ")}]`;
  const lacking = kind.needs.find((field) => config[field] === undefined);
  if (lacking !== undefined)
    return `${lacking} is needed for a health check of type ${config.Type}`;
  const known = new Set<string>([...ALWAYS, ...kind.needs, ...kind.takes]);
  const foreign = Object.entries(config).find(
    ([field, value]) => value !== undefined && !known.has(field),
  );
  if (foreign === undefined) return undefined;
  return `${foreign[0]} cannot be given for a health check of type ${config.Type}`;
}
