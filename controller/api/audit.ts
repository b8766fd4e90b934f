import type { FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { auditLog } from "../audit-log.ts";

/** Writes down who changed what. */
export type Audit = (
  request: Pick<FastifyRequest, "identity" | "id">,
  action: string,
  details: Readonly<Record<string, unknown>>,
) => void;

/** Writes into the log, whatever its level is. */
export function openAudit(log: Logger): Audit {
  const audit = auditLog(log);
  return ({ identity, id: requestId }, action, details) => {
    audit.info({ action, ...details, by: nameOf(identity), requestId }, `audit: ${action}`);
  };
}

/** Who asks, in a word: a person's login or token, or a probe's vantage. */
export function nameOfCaller({ identity }: Pick<FastifyRequest, "identity">): string {
  return nameOf(identity)?.name ?? "unknown";
}

function nameOf(identity: FastifyRequest["identity"]) {
  if (identity === null) return null;
  if (identity.kind === "probe") return { kind: identity.kind, name: identity.vantage };
  const { name, role } = identity.holder;
  return { kind: identity.kind, name, role };
}
