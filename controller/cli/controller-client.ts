import type { z } from "zod";
import { Problem } from "../contract/problem.ts";
import { CliError } from "./cli-error.ts";
import type { Connection } from "./connection.ts";

const TIMEOUT_MS = 10_000;

/** One request; parameters without a value are left out. */
export type ControllerRequest = {
  readonly path: string;
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly parameters?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
};

/**
 * Asks the controller and checks that the answer has the agreed shape.
 *
 * @throws CliError when it does not answer, refuses, or answers something else.
 */
export async function askController<Shape extends z.ZodType>(
  connection: Connection,
  request: ControllerRequest,
  shape: Shape,
  send: typeof fetch,
): Promise<z.infer<Shape>> {
  const { url, token } = connection;
  const address = new URL(request.path, url);
  for (const [name, value] of Object.entries(request.parameters ?? {})) {
    if (value !== undefined) address.searchParams.set(name, String(value));
  }
  const response = await send(address, {
    method: request.method ?? "GET",
    headers: {
      accept: "application/json",
      ...(request.body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw unreachable(url, cause);
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refused(response.status, body, url, token);
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new CliError({
    code: "unknown_answer",
    message: `${new URL(url).origin} answered something else than a controller of this version would`,
    mend: "check the address, and that controller and command line are of the same version",
  });
}

function unreachable(url: string, cause: unknown): CliError {
  const isTimeout = cause instanceof Error && cause.name === "TimeoutError";
  const how = isTimeout ? ` within ${TIMEOUT_MS / 1_000} s` : "";
  return new CliError(
    {
      code: "unreachable",
      message: `no controller answers at ${new URL(url).origin}${how}`,
      mend: "start one with `isochrone start`, or name it with --url",
    },
    { cause },
  );
}

function refused(status: number, body: unknown, url: string, token: string | null): CliError {
  const problem = Problem.safeParse(body);
  if (status === 401) {
    return new CliError({
      code: "unauthorized",
      message: `${new URL(url).origin} ${token === null ? "asks for a token" : "does not know this token"}`,
      mend: "name one with --token-file or ISOCHRONE_TOKEN",
      ...(problem.success ? { requestId: problem.data.requestId } : {}),
    });
  }
  if (problem.success) return new CliError(problem.data);
  return new CliError({
    code: "unknown_answer",
    message: `${new URL(url).origin} answered ${status}`,
    mend: "check that it is the address of a controller",
  });
}
