import { setTimeout as delay } from "node:timers/promises";
import type { AwsOptions } from "../../aws/aws-options.ts";
import type { AwsInjectors } from "../../aws/inject/open-aws-injectors.ts";
import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type { RestoreStep } from "../../contract/failover/restore-step.ts";
import { type Acts, type Pause, restoreBy } from "./acts.ts";
import { hookActs, prepareHook } from "./http-hook.ts";
import { InjectProblem } from "./inject-problem.ts";
import type { Injection, PreparedInjection, Restore } from "./injection.ts";
import { injectionOf } from "./injection-of.ts";
import { stepOfPlan } from "./step-of-plan.ts";

/** What injectors work with. */
export type InjectorMeans = {
  /** Null where a controller was told of no AWS account. */
  readonly aws: AwsOptions | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Epoch milliseconds; by the clock of this machine unless given. */
  readonly nowMs?: () => number;
  /** By the wall unless given. */
  readonly pause?: Pause;
};

/** All ways to make something fail. */
export type Injectors = {
  /**
   * What brings the failure of a plan about.
   *
   * @param prepared what an earlier process prepared and kept, with which this one goes on
   */
  injection(
    plan: Pick<FailoverPlan, "injector" | "clients">,
    prepared: PreparedInjection | null,
  ): Injection;
  /** @throws InjectProblem where it could not be read or written; try again */
  readonly restore: Restore;
  close(): void;
};

/**
 * Opens the injectors, for a run or for as long as a process lives. Nothing is asked of anybody before the first use, and the AWS clients are loaded
 * then, too.
 */
export function openInjectors(means: InjectorMeans): Injectors {
  const { env, signal } = means;
  const pause = means.pause ?? pauseBy(signal);
  const aws = lazyAws(means, pause);
  const actsOf = async (step: RestoreStep, body: HookBody = {}): Promise<Acts> =>
    step.kind === "http_hook"
      ? hookActs(step, body, { env, signal })
      : await (await aws.open()).actsOf(step);
  return {
    injection({ injector, clients }, prepared) {
      const body = injector.kind === "http_hook" ? injector.body : {};
      return injectionOf({
        async prepare() {
          if (injector.kind === "http_hook") return await prepareHook(injector, { env, signal });
          return await (await aws.open()).prepare(injector, protocolsOf(clients));
        },
        actsOf: (step) => actsOf(stepOfPlan(step, injector), body),
        prepared,
        nowMs: means.nowMs ?? Date.now,
        pause,
      });
    },
    async restore(step) {
      return await restoreBy(await actsOf(step), pause);
    },
    close: aws.close,
  };
}

type HookBody = Extract<FailoverPlan["injector"], { kind: "http_hook" }>["body"];

function pauseBy(signal: AbortSignal): Pause {
  return async (ms) => {
    await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
  };
}

/** Datagrams are lost too where users come by them. */
function protocolsOf(clients: FailoverPlan["clients"]): ("tcp" | "udp")[] {
  const others = clients.some((client) => client.class !== "udp");
  const datagrams = clients.some((client) => client.class === "udp");
  return [...(others ? ["tcp" as const] : []), ...(datagrams ? ["udp" as const] : [])];
}

function lazyAws({ aws, env, signal }: InjectorMeans, pause: Pause) {
  let opening: Promise<AwsInjectors> | null = null;
  const load = async (options: AwsOptions) => {
    const { openAwsInjectors } = await import("../../aws/inject/open-aws-injectors.ts");
    return openAwsInjectors({ options, env, signal, pause });
  };
  return {
    open(): Promise<AwsInjectors> {
      if (aws === null) {
        throw new InjectProblem(
          "The controller was told of no AWS account.",
          "Name the accounts in a file, and start it with --aws-accounts FILE.",
        );
      }
      opening ??= load(aws);
      return opening;
    },
    close() {
      void opening?.then((injectors) => injectors.close());
    },
  };
}
