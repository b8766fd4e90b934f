import type { Problem } from "../../controller/contract/problem.ts";
import { isTrouble } from "../view-model/trouble.ts";

/** The controller answered, but not with what was asked for; or did not answer (status 0). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * Asks the controller of this page, with the session's cookie.
 * @param query values that are undefined are left out
 * @throws ApiError with the answer's problem where it has one
 */
export async function getJson<T>(
  path: string,
  query: Record<string, string | number | undefined>,
  signal: AbortSignal,
  fetcher: typeof fetch = fetch,
): Promise<T> {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(key, String(value));
  }
  const address = parameters.size === 0 ? path : `${path}?${parameters}`;
  const response = await reach(address, signal, fetcher);
  if (response.ok) return (await response.json()) as T;
  const problem = await problemOf(response);
  throw new ApiError(
    response.status,
    problem,
    problem?.message ?? `the controller answered ${response.status}`,
  );
}

async function reach(address: string, signal: AbortSignal, fetcher: typeof fetch) {
  try {
    return await fetcher(address, {
      signal,
      credentials: "same-origin",
      headers: { accept: "application/json" },
    });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiError(0, null, "the controller does not answer", { cause });
  }
}

async function problemOf(response: Response): Promise<Problem | null> {
  try {
    const body = (await response.json()) as Partial<Problem>;
    return typeof body.message === "string" ? (body as Problem) : null;
  } catch {
    return null;
  }
}

/** The reader has no session, or it has ended. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** The controller runs, but nobody has told it yet what to measure. */
export function isUndeclared(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.code === "no_estate";
}

/** The controller runs, but cannot do its work, and says why. */
export function isInTrouble(error: unknown): boolean {
  return error instanceof ApiError && isTrouble(error.problem);
}
