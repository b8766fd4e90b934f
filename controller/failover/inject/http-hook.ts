import type { FailoverInjector } from "../../contract/failover/failover-injector.ts";
import type { RestoreStep } from "../../contract/failover/restore-step.ts";
import type { Acts } from "./acts.ts";
import { type HookMeans, hookCalls, NoHookProblem } from "./hook-calls.ts";
import { InjectProblem } from "./inject-problem.ts";
import type { PreparedInjection } from "./injection.ts";

type HookTarget = Extract<FailoverInjector, { kind: "http_hook" }>;
type HookStep = Extract<RestoreStep, { kind: "http_hook" }>;

/** Often, because how sure the moment of the failure is hangs on it. */
const PATIENCE = { everyMs: 100, looks: 100 };

/**
 * Asks a fault switch whether it is one, which is all the consent that is needed, and whether its fault
 * holds already.
 *
 * @throws InjectProblem
 */
export async function prepareHook(
  target: HookTarget,
  means: HookMeans,
): Promise<PreparedInjection> {
  const { url, body, tokenVariable } = target;
  const { username, password, protocol } = new URL(url);
  if (username !== "" || password !== "") {
    throw new InjectProblem(
      "injector.url: holds a user name or a password.",
      "Take it out, and name the environment variable of a bearer token in injector.tokenVariable.",
    );
  }
  const optIn = await consentOf(target, means);
  const token =
    tokenVariable === undefined ? "" : `, with the bearer token of the variable ${tokenVariable}`;
  const plain = protocol === "http:" ? ", not encrypted" : "";
  return {
    preview: [
      `PUT ${url} ${JSON.stringify(body)}${token}${plain}`,
      `To restore: DELETE ${url}${token}${plain}`,
    ],
    restoreSteps: [
      { kind: "http_hook", url, ...(tokenVariable === undefined ? {} : { tokenVariable }) },
    ],
    permissions: [],
    optIn,
  };
}

async function consentOf(target: HookTarget, means: HookMeans) {
  try {
    if (!(await hookCalls(target, means).get())) {
      return { ok: true, reason: `${target.url} is a fault switch` };
    }
  } catch (error) {
    if (!(error instanceof NoHookProblem)) throw error;
    return { ok: false, reason: `${error.message} ${error.mend}` };
  }
  throw new InjectProblem(
    `The hook ${target.url} says that its fault holds already.`,
    "Find out who wants it to; take it away with DELETE, then prepare anew.",
  );
}

/** @param body what PUT sends; nothing is brought about by a process that only restores */
export function hookActs(
  { url, tokenVariable }: HookStep,
  body: HookTarget["body"],
  means: HookMeans,
): Acts {
  const calls = hookCalls({ url, tokenVariable }, means);
  return {
    patience: PATIENCE,
    async look() {
      const inForce = await calls.get();
      return {
        state: inForce ? "in_force" : "restored",
        reason: `the hook ${url} says that its fault ${inForce ? "holds" : "does not hold"}`,
      };
    },
    async bringAbout() {
      await calls.put(body);
    },
    async putBack() {
      await calls.delete();
      return true;
    },
  };
}
