import type { AwsAccount } from "../contract/aws-settings.ts";
import { type AwsOptions, homeRegion } from "./aws-options.ts";
import { type AwsCall, callRates } from "./call-rates.ts";
import { type ClientPool, type Clients, clientPool } from "./clients.ts";
import { credentialsOf, type RoleWork } from "./credentials.ts";
import { isExpired } from "./error-kind.ts";

/** A call with all its attempts and waits between them may take this long. */
const CALL_WITHIN_MS = 90_000;

/** One account of AWS, as one reading talks to it. */
export type Session = {
  readonly home: string;
  /**
   * Makes a call when its rate allows. Where AWS says that the token has expired, credentials are
   * asked for anew and the call is made once more; the second time the whole session is given up.
   *
   * @throws the error of the SDK
   */
  call<Service extends keyof Clients, Answer>(
    call: AwsCall & { readonly service: Service },
    send: (client: Clients[Service], options: { abortSignal: AbortSignal }) => Promise<Answer>,
  ): Promise<Answer>;
  close(): void;
};

export type SessionOptions = {
  readonly options: AwsOptions;
  readonly account: Pick<AwsAccount, "roleArn" | "externalId">;
  /** Names the session of a role that is assumed; `observe` unless said. */
  readonly work?: RoleWork;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
};

/** Opens a session; nothing is asked before the first call. */
export function openSession({
  options,
  account,
  env,
  signal,
  work = "observe",
}: SessionOptions): Session {
  const home = homeRegion(options, env);
  const rates = callRates(() => performance.now());
  const newPool = () => clientPool(options, credentialsOf(options, account, home, work));
  const past: ClientPool[] = [];
  let pool = newPool();
  let renewed = false;
  /** New credentials, unless another call has seen to that meanwhile; false where there are none. */
  const renew = (used: ClientPool): boolean => {
    if (used !== pool) return true;
    if (renewed || isFixed(options, account)) return false;
    renewed = true;
    past.push(pool);
    pool = newPool();
    return true;
  };
  return {
    home,
    async call(call, send) {
      for (;;) {
        await rates.wait(call, signal);
        const used = pool;
        const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(CALL_WITHIN_MS)]);
        try {
          return await send(used.get(call.service, call.region), { abortSignal });
        } catch (error) {
          signal.throwIfAborted();
          if (!isExpired(error) || !renew(used)) throw error;
        }
      }
    },
    close() {
      for (const each of [...past, pool]) each.destroy();
    },
  };
}

/** A key that was given has no source that could give a fresher one. */
function isFixed(options: AwsOptions, { roleArn }: Pick<AwsAccount, "roleArn">): boolean {
  return options.credentials !== undefined && roleArn === undefined;
}
