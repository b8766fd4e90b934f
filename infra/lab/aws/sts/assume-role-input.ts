import type { AssumeRoleRequest } from "@aws-sdk/client-sts";
import { validationError } from "../query-problems.ts";

/** A request that its model allows. */
export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
  readonly durationS: number | undefined;
}

interface TextRule {
  readonly pattern: RegExp;
  readonly least: number;
  readonly most: number;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const RULES = {
  roleArn: { pattern: /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/, least: 20, most: 2_048 },
  roleSessionName: { pattern: /^[\w+=,.@-]*$/, least: 2, most: 64 },
  externalId: { pattern: /^[\w+=,.@:/-]*$/, least: 2, most: 1_224 },
} as const satisfies Record<string, TextRule>;

const LEAST_S = 900;
const MOST_S = 43_200;

/** Throws ValidationError that says all that is wrong, as AWS does. */
export function assumeRoleInput(request: Partial<AssumeRoleRequest>): AssumeRoleInput {
  const { RoleArn, RoleSessionName, ExternalId, DurationSeconds } = request;
  const faults = [
    ...faultsOf("roleArn", RoleArn ?? null),
    ...faultsOf("roleSessionName", RoleSessionName ?? null),
    ...(ExternalId === undefined ? [] : faultsOf("externalId", ExternalId)),
    ...durationFaults(DurationSeconds),
  ];
  if (faults.length > 0) {
    const errors = faults.length === 1 ? "error" : "errors";
    throw validationError(`${faults.length} validation ${errors} detected: ${faults.join("; ")}`);
  }
  return {
    roleArn: RoleArn ?? "",
    sessionName: RoleSessionName ?? "",
    externalId: ExternalId,
    durationS: DurationSeconds,
  };
}

function faultsOf(field: keyof typeof RULES, value: string | null): string[] {
  const { pattern, least, most } = RULES[field];
  const at = `Value '${value ?? "null"}' at '${field}' failed to satisfy constraint`;
  if (value === null)
    return [`Value null at '${field}' failed to satisfy constraint: Member must not be null`];
  return [
    ...(pattern.test(value)
      ? []
      : [`${at}: Member must satisfy regular expression pattern: ${pattern.source}`]),
    ...(value.length >= least
      ? []
      : [`${at}: Member must have length greater than or equal to ${least}`]),
    ...(value.length <= most
      ? []
      : [`${at}: Member must have length less than or equal to ${most}`]),
  ];
}

function durationFaults(seconds: number | undefined): string[] {
  if (seconds === undefined) return [];
  const at = `Value '${seconds}' at 'durationSeconds' failed to satisfy constraint`;
  if (!Number.isInteger(seconds)) return [`${at}: Member must be a whole number`];
  if (seconds < LEAST_S)
    return [`${at}: Member must have value greater than or equal to ${LEAST_S}`];
  return seconds > MOST_S ? [`${at}: Member must have value less than or equal to ${MOST_S}`] : [];
}
