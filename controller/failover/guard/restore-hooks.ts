import { z } from "zod";
import type { RestoreStep } from "../../contract/failover/restore-step.ts";
import type { InForce } from "../inject/injection.ts";
import { GuardProblem } from "./guard-problem.ts";
import type { OpenRestore } from "./guard-program.ts";

type HookStep = Extract<RestoreStep, { kind: "http_hook" }>;

const ANSWER_WITHIN_MS = 10_000;

/** What every fault switch answers to GET; it may say more. */
const HookState = z.object({ inForce: z.boolean() });

/**
 * Puts back what fault switches of endpoints brought about.
 *
 * @throws GuardProblem for orders with anything else in them
 */
export function restoreHooks(env: NodeJS.ProcessEnv): OpenRestore {
  return ({ steps }) => {
    const other = steps.find(({ kind }) => kind !== "http_hook");
    if (other !== undefined) {
      const mend = "Use an injector of the kind http_hook; nothing is made to fail without it.";
      const problem = `A dead man's timer cannot put back ${other.kind} yet.`;
      return Promise.reject(new GuardProblem(problem, mend));
    }
    return Promise.resolve(async (step) => {
      if (step.kind === "http_hook") return await restoreHook(step, env);
      return { state: "other", reason: `${step.kind} is not known here` };
    });
  };
}

/** Asks first, and takes the fault away only where it holds. */
async function restoreHook(step: HookStep, env: NodeJS.ProcessEnv): Promise<InForce> {
  const before = await stateOf(step, env).catch(() => null);
  if (before?.state === "restored") return before;
  const { status } = await ask(step, "DELETE", env);
  const isGone = status === 404 || status === 410;
  if (!isGone && (status < 200 || status >= 300)) throw refusal(step, "DELETE", status);
  return await stateOf(step, env);
}

async function stateOf(step: HookStep, env: NodeJS.ProcessEnv): Promise<InForce> {
  const { status, text } = await ask(step, "GET", env);
  if (status !== 200) throw refusal(step, "GET", status);
  const answer = HookState.safeParse(readJson(text));
  if (!answer.success) {
    throw new GuardProblem(
      `The hook ${step.url} does not say whether its fault holds.`,
      'Let it answer GET with {"inForce": true} or {"inForce": false}.',
    );
  }
  const { inForce } = answer.data;
  const reason = `the hook ${step.url} says that its fault ${inForce ? "holds" : "does not hold"}`;
  return { state: inForce ? "in_force" : "restored", reason };
}

/** Redirects are not followed: they would carry the token where nobody said that it may go. */
async function ask(step: HookStep, method: "GET" | "DELETE", env: NodeJS.ProcessEnv) {
  const token = step.tokenVariable === undefined ? undefined : env[step.tokenVariable];
  if (step.tokenVariable !== undefined && (token === undefined || token === "")) {
    throw new GuardProblem(
      `The environment variable ${step.tokenVariable} is not set.`,
      `Set it to the bearer token of the hook ${step.url} and start the controller again.`,
    );
  }
  try {
    const answer = await fetch(step.url, {
      method,
      redirect: "manual",
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    const { cause, message } = error as Error;
    const reason = cause instanceof Error ? cause.message || message : message;
    throw new GuardProblem(
      `The hook ${step.url} cannot be asked to ${method}: ${reason}.`,
      "See that it runs, and that this machine reaches it.",
      { cause: error },
    );
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal({ url }: HookStep, method: string, status: number): GuardProblem {
  const mend =
    status === 401 || status === 403
      ? "Give the controller the token that it takes."
      : "Look into the log of the hook.";
  return new GuardProblem(`The hook ${url} answers ${status} to ${method}.`, mend);
}
