import type { FailoverInjector } from "../../contract/failover/failover-injector.ts";
import type { RestoreStep } from "../../contract/failover/restore-step.ts";
import { InjectProblem } from "./inject-problem.ts";

/**
 * Lets through what was kept of just the thing that the plan names: anything else would be made to fail
 * without its owner's consent.
 *
 * @throws InjectProblem
 */
export function stepOfPlan(step: RestoreStep, injector: FailoverInjector): RestoreStep {
  if (isOfPlan(step, injector)) return step;
  throw new InjectProblem(
    "What was prepared is not what the injector of the plan names.",
    "Prepare anew, with the plan as it is now.",
  );
}

function isOfPlan(step: RestoreStep, injector: FailoverInjector): boolean {
  switch (injector.kind) {
    case "http_hook":
      return isSame(step, injector, ["url", "tokenVariable"]);
    case "health_check":
      return isSame(step, injector, ["healthCheckId"]);
    case "record_weight":
      return isSame(step, injector, ["hostedZoneId", "name", "type", "setIdentifier"]);
    case "accelerator_weight":
      return isSame(step, injector, ["endpointGroupArn", "endpointId"]);
    case "accelerator_dial":
      return isSame(step, injector, ["endpointGroupArn"]);
    case "network_acl": {
      if (step.kind !== injector.kind) return false;
      const { port, cidrs } = injector;
      const isNamed = (rule: (typeof step.rules)[number]) =>
        rule.port === port && cidrs.includes(rule.cidr);
      return isSame(step, injector, ["region", "networkAclId"]) && step.rules.every(isNamed);
    }
    case "stop_instances": {
      if (step.kind !== injector.kind) return false;
      const { instanceIds } = injector;
      return (
        isSame(step, injector, ["region"]) &&
        step.instanceIds.every((id) => instanceIds.includes(id))
      );
    }
  }
}

function isSame<Injector extends FailoverInjector>(
  step: RestoreStep,
  injector: Injector,
  fields: readonly (keyof Injector & string)[],
): boolean {
  const kept: Readonly<Record<string, unknown>> = step;
  return step.kind === injector.kind && fields.every((field) => kept[field] === injector[field]);
}
