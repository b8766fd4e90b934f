import type { GuardOrder } from "../../contract/failover/guard-order.ts";
import { openInjectors } from "../inject/open-injectors.ts";
import { GuardProblem } from "./guard-problem.ts";
import type { OpenRestore } from "./guard-program.ts";

/**
 * Puts back everything that injectors bring about, by an order and an environment alone.
 *
 * @throws GuardProblem where a token, or the way to an account of AWS, is missing
 */
export function restoreByOrder(env: NodeJS.ProcessEnv): OpenRestore {
  return async (order) => {
    for (const step of order.steps) {
      if (step.kind === "http_hook") needsToken(step.tokenVariable, env);
      else needsAccounts(order);
    }
    const isOfAws = order.steps.some(({ kind }) => kind !== "http_hook");
    // What injectors load when they first need it.
    if (isOfAws) await import("../../aws/inject/open-aws-injectors.ts");
    const signal = new AbortController().signal;
    return openInjectors({ aws: order.aws ?? null, env, signal }).restore;
  };
}

function needsToken(variable: string | undefined, env: NodeJS.ProcessEnv): void {
  if (variable === undefined || (env[variable] ?? "") !== "") return;
  throw new GuardProblem(
    `injector.tokenVariable: the environment variable ${variable} is not set.`,
    `Set ${variable} to the hook's bearer token where the controller runs, and start that again.`,
  );
}

function needsAccounts({ aws, runId }: GuardOrder): void {
  if (aws !== undefined) return;
  throw new GuardProblem(
    `The order of run ${runId} says nothing of AWS accounts, and something in one is to be put back.`,
    "Name the accounts in a file, and start the controller with --aws-accounts FILE.",
  );
}
