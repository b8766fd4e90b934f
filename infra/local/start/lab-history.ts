import type { LabReady } from "../../lab/announcement.ts";
import { reasonOf } from "../local-problem.ts";
import type { ControllerApi } from "./controller-api.ts";

const DAY_MS = 86_400_000;

/**
 * Gives the controller the history that the lab announced, or takes out an earlier one where it announced
 * none. Measuring does not depend on it, so a failure is told and nothing else. Never rejects.
 */
export async function giveHistory(
  { history, estate }: Pick<LabReady, "history" | "estate">,
  api: Pick<ControllerApi, "history" | "putHistory" | "removeHistory">,
  say: (line: string) => void,
): Promise<void> {
  try {
    if (history === undefined) {
      for (const { id } of estate.services) await removeSimulated(id, api, say);
      return;
    }
    const { fromMs, toMs, source, failoverRuns } = await api.putHistory(
      history.service,
      history.document,
    );
    const days = Math.round(((toMs ?? 0) - (fromMs ?? 0)) / DAY_MS);
    const runs = failoverRuns.dns + failoverRuns.accelerator;
    say(
      `History of ${history.service}: ${days} days and ${runs} failover runs, ${source}, and so named wherever they count; start with --no-history to do without.`,
    );
  } catch (error) {
    say(
      `The lab's history was not taken over, so a firm recommendation takes days: ${reasonOf(error)}`,
    );
  }
}

/** What somebody measured elsewhere stays. */
async function removeSimulated(
  service: string,
  api: Pick<ControllerApi, "history" | "removeHistory">,
  say: (line: string) => void,
): Promise<void> {
  const { imported } = await api.history(service);
  if (imported?.source !== "simulated") return;
  await api.removeHistory(service);
  say(`The simulated history of ${service} was taken out.`);
}
