import type { FastifyRequest } from "fastify";
import type { Logger } from "pino";

/** Writes down who changed what. */
export type Audit = (
  request: Pick<FastifyRequest, "identity" | "id">,
  action: string,
  details: Readonly<Record<string, unknown>>,
) => void;

/** Lines of the log that stay whatever its level is, unless it is silent altogether. */
export function openAudit(log: Logger): Audit {
  const audit = log.child({ audit: true }, log.level === "silent" ? {} : { level: "info" });
  return ({ identity, id: requestId }, action, details) => {
    audit.info({ action, ...details, by: nameOf(identity), requestId }, `audit: ${action}`);
  };
}

function nameOf(identity: FastifyRequest["identity"]) {
  if (identity === null) return null;
  if (identity.kind === "probe") return { kind: identity.kind, name: identity.vantage };
  const { name, role } = identity.holder;
  return { kind: identity.kind, name, role };
}
