import type { Logger } from "pino";
import { storeTroubleOf } from "../store/store-trouble.ts";

/** A reason this old says nothing about now: connections are tried again every two seconds. */
const REASON_HOLDS_MS = 5_000;

/** Hears what goes wrong with the connections of this process. */
export type ConnectionErrors = {
  /** `what` says whose connection it is, for the log. */
  hear(what: string): (error: Error) => void;
  /** What was heard last, while it is fresh. */
  reason(): string | null;
};

/**
 * While Redis is in trouble every connection fails again every two seconds, and the gauge has said so
 * once: that is kept out of the log but for its debug level. Everything else is a warning.
 */
export function connectionErrors(log: Logger, now: () => number): ConnectionErrors {
  let heard: { reason: string; atMs: number } | null = null;
  return {
    hear: (what) => (err) => {
      const trouble = storeTroubleOf(err);
      if (trouble !== null) heard = { reason: trouble.reason, atMs: now() };
      log[trouble === null ? "warn" : "debug"]({ err }, what);
    },
    reason: () => (heard !== null && now() - heard.atMs < REASON_HOLDS_MS ? heard.reason : null),
  };
}
