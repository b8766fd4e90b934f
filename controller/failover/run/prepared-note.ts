import { z } from "zod";
import { RestoreStep } from "../../contract/failover/restore-step.ts";
import type { PreparedInjection } from "../inject/injection.ts";
import type { RunLog } from "./run-log.ts";

const NOTE = "prepared";

const Prepared: z.ZodType<PreparedInjection> = z.object({
  preview: z.array(z.string()),
  restoreSteps: z.array(RestoreStep).min(1),
  permissions: z.array(z.string()),
  optIn: z.object({ ok: z.boolean(), reason: z.string() }),
});

/** Keeps in the record of a run how everything was found, for whoever takes the run up. */
export async function notePrepared(run: RunLog, prepared: PreparedInjection): Promise<void> {
  const value = z.json().parse(JSON.parse(JSON.stringify(prepared)));
  await run.tell({ kind: "noted", what: NOTE, value });
}

/** What was kept first: what is found later may be the failure itself. Null where nothing was prepared. */
export function preparedOf({ record }: RunLog): PreparedInjection | null {
  for (const { event } of record.entries) {
    if (event.kind === "noted" && event.what === NOTE) return Prepared.parse(event.value);
  }
  return null;
}
