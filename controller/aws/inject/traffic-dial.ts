import type { EndpointGroup } from "@aws-sdk/client-global-accelerator";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { InForce } from "../../failover/inject/injection.ts";
import { weightOf } from "./endpoint-weights.ts";

const USUAL_PERCENT = 100;
/** AWS keeps dials as numbers of 32 bits. */
const SAME_WITHIN_PERCENT = 0.001;

function dialPercentOf({ TrafficDialPercentage }: EndpointGroup): number {
  return TrafficDialPercentage ?? USUAL_PERCENT;
}

/**
 * The dial of a group that others can stand in for.
 *
 * @param groups all groups of the listener
 * @throws InjectProblem
 */
export function dialToTake(groups: readonly EndpointGroup[], group: EndpointGroup): number {
  const dialPercent = dialPercentOf(group);
  if (dialPercent === 0) {
    throw new InjectProblem(
      "The dial of the endpoint group is at 0 % already.",
      "Dial it up, then prepare anew.",
    );
  }
  const canServe = ({ EndpointGroupArn, EndpointDescriptions = [], ...other }: EndpointGroup) =>
    EndpointGroupArn !== group.EndpointGroupArn &&
    dialPercentOf(other) > 0 &&
    EndpointDescriptions.some((endpoint) => weightOf(endpoint) > 0);
  if (groups.some(canServe)) return dialPercent;
  throw new InjectProblem(
    "No other endpoint group of the listener has both a dial and an endpoint with a weight above 0.",
    "Add another group, or dial one up, first.",
  );
}

/** @param dialPercent as it was before the failure */
export function lookOfDial(group: EndpointGroup, dialPercent: number): InForce {
  const now = dialPercentOf(group);
  const reason = `the dial is at ${now} %`;
  if (now === 0) return { state: "in_force", reason };
  if (Math.abs(now - dialPercent) < SAME_WITHIN_PERCENT) return { state: "restored", reason };
  return { state: "other", reason: `${reason}, and was at ${dialPercent} %` };
}
