import { request } from "undici";
import { FaultSwitchState } from "../../contract/failover/fault-switch-state.ts";
import { InjectProblem } from "./inject-problem.ts";

const ANSWER_WITHIN_MS = 10_000;
const LARGEST_ANSWER_BYTES = 65_536;
const SHOWN_LETTERS = 60;

/** The address answers, but is no fault switch. */
export class NoHookProblem extends InjectProblem {}

/** A fault switch that somebody else runs, and how it is asked. */
export type HookAddress = {
  readonly url: string;
  /** Of the environment; holds the bearer token. */
  readonly tokenVariable?: string | undefined;
};

/** What is needed to ask it. */
export type HookMeans = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** How long an answer may take; 10 s unless said. */
  readonly withinMs?: number;
};

/** The three things that a fault switch understands. All throw InjectProblem; GET also NoHookProblem. */
export type HookCalls = {
  /** Whether the fault holds. */
  get(): Promise<boolean>;
  put(body: unknown): Promise<void>;
  /** No fault to take away is fine, too. */
  delete(): Promise<void>;
};

type Method = "GET" | "PUT" | "DELETE";

export function hookCalls(hook: HookAddress, means: HookMeans): HookCalls {
  const ask = (method: Method, body?: unknown) => askHook(hook, means, method, body);
  return {
    async get() {
      const { status, text } = await ask("GET");
      if (status !== 200) throw refusal(hook, "GET", status);
      return stateIn(hook, text);
    },
    async put(body) {
      const { status } = await ask("PUT", body);
      if (status < 200 || status >= 300) throw refusal(hook, "PUT", status);
    },
    async delete() {
      const { status } = await ask("DELETE");
      const isGone = status === 404 || status === 410;
      if (!isGone && (status < 200 || status >= 300)) throw refusal(hook, "DELETE", status);
    },
  };
}

/** Redirects are not followed: they would carry the token where nobody said that it may go. */
async function askHook(hook: HookAddress, means: HookMeans, method: Method, body: unknown) {
  const token = tokenOf(hook, means.env);
  const withinMs = means.withinMs ?? ANSWER_WITHIN_MS;
  try {
    const answer = await request(hook.url, {
      method,
      // The process that restores ends when it has done so, and waits for no connection.
      reset: true,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.any([means.signal, AbortSignal.timeout(withinMs)]),
    });
    return { status: answer.statusCode, text: await textOf(answer.body) };
  } catch (error) {
    means.signal.throwIfAborted();
    const { name, code } = error as { name?: string; code?: string };
    const isLate = name === "TimeoutError" || name === "AbortError";
    const what = isLate
      ? `gave no answer within ${withinMs} ms`
      : `cannot be reached (${code ?? name ?? "unknown"})`;
    throw new InjectProblem(
      `The hook ${hook.url} ${what}, asked to ${method}.`,
      "See that it runs, and that this machine reaches it.",
      { cause: error },
    );
  }
}

function tokenOf({ tokenVariable }: HookAddress, env: HookMeans["env"]): string | undefined {
  if (tokenVariable === undefined) return undefined;
  const token = env[tokenVariable];
  // Other letters would break the header (RFC 6750 §2.1).
  if (token !== undefined && /^[\w.~+/-]+=*$/.test(token)) return token;
  const fault = token === undefined || token === "" ? "is not set" : "holds no bearer token";
  throw new InjectProblem(
    `injector.tokenVariable: the environment variable ${tokenVariable} ${fault}.`,
    `Set ${tokenVariable} to the hook's bearer token (letters, digits, -._~+/ and = at its end) where this process runs.`,
  );
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function stateIn({ url }: HookAddress, text: string): boolean {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new NoHookProblem(
      `${url} answers no JSON to GET, but: ${shown(text)}.`,
      'Give the address of a fault switch, which answers {"inForce": false}.',
    );
  }
  const state = FaultSwitchState.safeParse(answer);
  if (state.success) return state.data.inForce;
  throw new NoHookProblem(
    `${url} answers to GET without inForce: true or false, but: ${shown(text)}.`,
    'Let the fault switch answer {"inForce": false} while there is no fault.',
  );
}

function shown(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line === "") return "nothing";
  return line.length > SHOWN_LETTERS ? `${line.slice(0, SHOWN_LETTERS)}…` : line;
}

function refusal(
  { url, tokenVariable }: HookAddress,
  method: Method,
  status: number,
): InjectProblem {
  const said = `The hook ${url} answers ${status} to ${method}`;
  if (status === 401 || status === 403) {
    const mend =
      tokenVariable === undefined
        ? "Name the environment variable that holds its bearer token in injector.tokenVariable."
        : `Set ${tokenVariable} to the token that the hook takes.`;
    return new InjectProblem(`${said}: it does not take the token.`, mend);
  }
  if (status === 404 || status === 410) {
    const mend = "Correct injector.url; a fault switch answers GET at the address itself.";
    return new NoHookProblem(`${said}: there is no fault switch.`, mend);
  }
  if (status >= 300 && status < 400) {
    const mend = "Write the address that it redirects to into injector.url; none is followed.";
    return new InjectProblem(`${said}: it redirects.`, mend);
  }
  if (status >= 500) return new InjectProblem(`${said}.`, "Look into the log of the hook.");
  const mend = "Compare injector.body with what the hook takes.";
  return new InjectProblem(`${said}.`, method === "PUT" ? mend : "Correct injector.url.");
}
