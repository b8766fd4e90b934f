import {
  type HealthCheckConfig,
  HealthCheckRegion,
  InsufficientDataHealthStatus,
  ResettableElementName,
  type UpdateHealthCheckRequest,
} from "@aws-sdk/client-route-53";
import { wrongAddress } from "./checkable-address.ts";
import { isProbed, wrongField } from "./health-check-kind.ts";
import { invalidInput } from "./problems.ts";

const FEWEST_REGIONS = 3;
const LONGEST_TEXT = 255;
const MOST_CHILDREN = 255;

type Check = (config: HealthCheckConfig) => string | false | undefined;

const CHECKS: readonly Check[] = [
  wrongField,
  (c) =>
    isProbed(c.Type) &&
    c.IPAddress === undefined &&
    c.FullyQualifiedDomainName === undefined &&
    "IPAddress or FullyQualifiedDomainName is needed",
  ({ IPAddress }) => IPAddress !== undefined && wrongAddress(IPAddress),
  ({ Port }) => outside("Port", Port, 1, 65_535),
  ({ FailureThreshold }) => outside("FailureThreshold", FailureThreshold, 1, 10),
  ({ HealthThreshold }) => outside("HealthThreshold", HealthThreshold, 0, 256),
  ({ RequestInterval: seconds }) =>
    seconds !== undefined && seconds !== 10 && seconds !== 30 && "RequestInterval must be 10 or 30",
  ({ SearchString }) => outside("length of SearchString", SearchString?.length, 1, LONGEST_TEXT),
  ({ ResourcePath }) => outside("length of ResourcePath", ResourcePath?.length, 0, LONGEST_TEXT),
  ({ FullyQualifiedDomainName: name }) =>
    outside("length of FullyQualifiedDomainName", name?.length, 1, LONGEST_TEXT),
  ({ ChildHealthChecks }) =>
    outside("number of ChildHealthChecks", ChildHealthChecks?.length, 0, MOST_CHILDREN),
  ({ Regions }) => Regions !== undefined && wrongRegions(Regions),
  ({ InsufficientDataHealthStatus: status }) =>
    status !== undefined &&
    !Object.values(InsufficientDataHealthStatus).includes(status) &&
    `InsufficientDataHealthStatus must be one of [${Object.values(InsufficientDataHealthStatus).join(", ")}]`,
];

/**
 * A configuration with its defaults filled in, as GetHealthCheck returns it. Throws InvalidInput
 * naming the field.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
export function completeConfig(given: HealthCheckConfig): HealthCheckConfig {
  for (const check of CHECKS) {
    const wrong = check(given);
    if (wrong) throw invalidInput(`Invalid parameter: ${wrong}`);
  }
  const common = { Inverted: false, Disabled: false };
  if (!isProbed(given.Type)) return { ...common, ...given };
  const secure = given.Type?.startsWith("HTTPS") === true;
  const http = given.Type !== "TCP" && { Port: secure ? 443 : 80, EnableSNI: secure };
  const probing = { RequestInterval: 30, FailureThreshold: 3, MeasureLatency: false };
  return { ...common, ...probing, ...http, ...given };
}

/** A configuration after an update: elements reset first, then what was given. */
export function updatedConfig(
  before: HealthCheckConfig,
  request: UpdateHealthCheckRequest,
): HealthCheckConfig {
  const { HealthCheckId: _, HealthCheckVersion: __, ResetElements = [], ...given } = request;
  const known: readonly string[] = Object.values(ResettableElementName);
  const unknown = ResetElements.find((element) => !known.includes(element));
  if (unknown !== undefined) {
    throw invalidInput(`Invalid parameter: ResetElements must be of [${known.join(", ")}]`);
  }
  const reset = new Set<string>(ResetElements);
  const kept = Object.entries(before).filter(([field]) => !reset.has(field));
  // A calculated check without children is one whose list is empty.
  const children = reset.has("ChildHealthChecks") && { ChildHealthChecks: [] };
  return completeConfig({ Type: before.Type, ...Object.fromEntries(kept), ...children, ...given });
}

function wrongRegions(regions: readonly string[]): string | undefined {
  const known: readonly string[] = Object.values(HealthCheckRegion);
  const unknown = regions.find((region) => !known.includes(region));
  if (unknown !== undefined) return `Regions must be of [${known.join(", ")}], but hold ${unknown}`;
  if (new Set(regions).size >= FEWEST_REGIONS) return undefined;
  return `Regions must hold at least ${FEWEST_REGIONS}, or be left out for all of them`;
}

function outside(field: string, value: number | undefined, least: number, most: number) {
  if (value === undefined || (value >= least && value <= most)) return undefined;
  return `${field} must lie between ${least} and ${most}, but is ${value}`;
}
