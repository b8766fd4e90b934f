import type { Logger } from "pino";
import type { AwsOptions } from "../aws/aws-options.ts";
import type { AnswerRun } from "../contract/answer-run.ts";
import { loadInventory } from "../query/load-inventory.ts";
import type { AnswersJob } from "../queue/aws-jobs.ts";
import type { Store } from "../store/store.ts";
import { askAnswers, askShadow } from "./ask-answers.ts";
import { sweepShadows } from "./run-shadow.ts";
import { shadowDeleter, shadowRunner } from "./shadow-session.ts";

const SWEEP_EVERY_MS = 30_000;

export type AnswersOptions = {
  readonly store: Pick<Store, "answers" | "shadows"> & {
    readonly estate: Pick<Store["estate"], "read">;
    readonly inventory: Pick<Store["inventory"], "read">;
  };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly now: () => number;
};

/** What a process does that may ask Route 53 what it answers. */
export type AnswersWork = {
  /** Asks this AWS from now on. */
  askAws(options: AwsOptions): void;
  /** Does the job of one round; nothing where the service is gone, or this process was told of no AWS. */
  ask(job: AnswersJob): Promise<void>;
  /** Ends a round that is going on. */
  close(): void;
};

/** Nothing is asked of AWS before `askAws`. */
export function startAnswers({ store, env, log, now }: AnswersOptions): AnswersWork {
  let options: AwsOptions | null = null;
  const ending = new AbortController();
  const sweep = async () => {
    const deleteShadow =
      options === null
        ? () => Promise.resolve(null)
        : shadowDeleter({
            ...{ options, env, log, signal: ending.signal },
            inventory: await loadInventory(store),
          });
    const deleted = await sweepShadows({ leases: store.shadows, now, delete: deleteShadow });
    if (deleted > 0) log.warn({ deleted }, "records that a dead process left were deleted");
  };
  let isSweeping = false;
  const turn = async () => {
    // A sweep may take longer than its turn: Route 53 takes few calls a second.
    if (isSweeping) return;
    isSweeping = true;
    try {
      await sweep();
    } catch (err) {
      log.warn({ err }, "shadows could not be cleaned up");
    } finally {
      isSweeping = false;
    }
  };
  const { signal } = ending;
  /** Null where there is nothing to tell. */
  const round = async ({
    service: id,
    shadow,
    askedAtMs,
  }: AnswersJob): Promise<AnswerRun | null> => {
    const [estate, inventory] = await Promise.all([store.estate.read(), loadInventory(store)]);
    const service = estate?.services.find((each) => each.id === id);
    if (options === null || estate === null || service === undefined) return null;
    const ask = routeAsker({ options, env, now, signal });
    const asking = { estate, service, inventory, options, ask, now };
    if (shadow === undefined) return ended(await askAnswers(asking));
    const lease = await store.shadows.take(shadow, "confirmed");
    if (lease === null && (await wasTold(id, askedAtMs))) return null;
    const shadowed = { leases: store.shadows, options, inventory, env, log, now, signal };
    return ended(await askShadow(asking, lease?.plan ?? null, shadowRunner(shadowed)));
  };
  /** What a round says that the end of this process broke off is of no use. */
  const ended = (run: AnswerRun): AnswerRun => {
    signal.throwIfAborted();
    return run;
  };
  /** A job that is done again, because its process stood still, must not speak over its own word. */
  const wasTold = async (service: string, askedAtMs = 0): Promise<boolean> => {
    const run = await store.answers.read(service, "proposed");
    return run !== null && run.finishedAtMs >= askedAtMs;
  };
  // Also where nothing is asked of AWS: plans whose time is over go, whoever they were made by.
  const timer = setInterval(() => void turn(), SWEEP_EVERY_MS).unref();
  return {
    askAws(told) {
      options = told;
      void turn();
    },
    async ask(job) {
      const about = job.shadow === undefined ? "live" : "proposed";
      const knownMs = await store.answers.askingSinceMs(job.service, about);
      const run = await round(job);
      if (run !== null) {
        await store.answers.write(run);
        const failed = run.results.filter(({ error }) => error !== null).length;
        const facts = { service: run.service, asked: run.results.length, failed, error: run.error };
        log.info(facts, "Route 53 was asked what it answers");
      }
      await store.answers.endAsking(job.service, about, knownMs);
    },
    close() {
      clearInterval(timer);
      ending.abort(new Error("The controller was stopped."));
    },
  };
}

type AskerOptions = Pick<AnswersOptions, "env" | "now"> & {
  readonly options: AwsOptions;
  readonly signal: AbortSignal;
};

/** Asks by a session of its own for each round. The clients of AWS take a second to load. */
function routeAsker({
  options,
  env,
  now,
  signal,
}: AskerOptions): Parameters<typeof askAnswers>[0]["ask"] {
  return async (account, asked) => {
    const [{ openSession }, { testDnsAnswers }] = await Promise.all([
      import("../aws/session.ts"),
      import("../aws/test-dns-answer.ts"),
    ]);
    const session = openSession({ options, account, env, signal });
    try {
      return await testDnsAnswers({
        ...asked,
        session,
        roleArn: account.roleArn ?? null,
        endpoint: options.endpoint ?? null,
        nowMs: now,
      });
    } finally {
      session.close();
    }
  };
}
