import type { RunEvent } from "../../contract/failover/failover-record.ts";
import { countedText } from "../wording/count.ts";

/** What happened in a sentence without its end; null for what is of no interest to readers. */
export function eventText(event: RunEvent): string | null {
  switch (event.kind) {
    case "begun":
      return `begun by ${event.by}`;
    case "preflight_checked": {
      const open = event.rows.filter(({ verdict }) => verdict !== "pass").length;
      const all = countedText(event.rows.length, "condition");
      return open === 0 ? `${all} looked at, all hold` : `${all} looked at, ${open} do not hold`;
    }
    case "approved":
      return `approved by ${event.by}`;
    case "declined":
      return `declined by ${event.by}: ${event.reason}`;
    case "predicted":
      return event.predictions.length === 0 ? "nothing was predicted" : "prediction written down";
    case "baseline_steady":
      return "all was steady";
    case "baseline_unsteady":
      return `not steady: ${event.reason}`;
    case "armed":
      return "dead man's timer armed";
    case "injected":
      return "failure in force";
    case "inject_failed":
      return `the failure did not come about: ${event.reason}`;
    case "observed":
      return "enough was seen";
    case "guard_tripped":
      return `ended by the guard ${event.guard.replaceAll("_", " ")}: ${event.reason}`;
    case "abort":
      return `ended by ${event.by}: ${event.reason}`;
    case "restore_done":
      return "everything was put back";
    case "restore_failed":
      return `putting back failed: ${event.reason}`;
    case "verified":
      return "verified that everything is as it was";
    case "verify_failed":
      return `not yet as it was: ${event.reason}`;
    case "scored":
      return `scored: ${event.result.verdict}`;
    case "score_failed":
      return `could not be scored: ${event.reason}`;
    case "resumed":
      return `taken up by ${event.by}`;
    case "reported":
    case "tick":
    case "noted":
      return null;
  }
}
