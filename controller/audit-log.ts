import type { Logger } from "pino";

/** Lines of the log that say who changed what. They stay whatever its level is, unless it is silent altogether. */
export function auditLog(log: Logger): Logger {
  return log.child({ audit: true }, log.level === "silent" ? {} : { level: "info" });
}
