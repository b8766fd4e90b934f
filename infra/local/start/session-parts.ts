import { join } from "node:path";
import { LocalProblem } from "../local-problem.ts";
import { type BoundedLog, openBoundedLog } from "../process/bounded-log.ts";
import type { RestartPolicy } from "../process/restart-policy.ts";
import { chooseVantages } from "./probe-choice.ts";
import type { Session } from "./session.ts";

/** How patiently a part that dies is started again. */
export const RESTARTS: RestartPolicy = {
  limit: 3,
  windowMs: 600_000,
  firstDelayMs: 1_000,
  longestDelayMs: 30_000,
};

/**
 * The vantages that get a probe on this machine.
 *
 * @throws LocalProblem where the person named one that does not exist.
 */
export function probedHere(session: Session, available: readonly string[]): string[] {
  const chosen = chooseVantages(session.settings.probes, available);
  if (chosen.ok) return chosen.vantages;
  throw new LocalProblem(
    `--probes names ${chosen.unknown.join(", ")}, which is no vantage here.`,
    `The vantages are: ${available.join(", ")}`,
  );
}

/** The log of one part in `logs/` of the data folder, shown as well where `--verbose` asks for it. */
export function partLog({ settings }: Session, name: string): BoundedLog {
  const log = openBoundedLog(join(settings.dataDir, "logs", `${name}.log`));
  return {
    path: log.path,
    write: (text) => {
      log.write(text);
      if (settings.verbose) process.stderr.write(text);
    },
  };
}

/** The children need no credentials, neither of the store nor of AWS. */
export function childEnv(session: Session): NodeJS.ProcessEnv {
  const isTheirs = ([name]: [string, unknown]) => name !== "REDIS_URL" && !name.startsWith("AWS_");
  return Object.fromEntries(Object.entries(session.effects.env).filter(isTheirs));
}
