import { SCHEMA_VERSION } from "../contract/schema.ts";
import { CliError } from "./cli-error.ts";
import { type Connection, type ConnectionFlags, findController } from "./connection.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { openPage, type Page } from "./render/page.ts";
import type { CliWorld } from "./world.ts";

/** Flags that every command has. */
export type CommonFlags = ConnectionFlags & {
  readonly json?: true;
  readonly width?: number;
  readonly all?: true;
};

/** What a command has to say, before it is known whether to people or to programs. */
export type Answer = {
  readonly status: ExitStatus;
  /** Members of the JSON answer. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly lines: (page: Page) => string[];
  /** Path and query of the screen that shows the same; null where none does. */
  readonly view: string | null;
};

/** Finds the controller, lets the command ask it, and tells the answer or what went wrong. */
export async function answer(
  flags: CommonFlags,
  world: CliWorld,
  ask: (connection: Connection) => Promise<Answer>,
): Promise<void> {
  try {
    const connection = findController(flags, world);
    tell(await ask(connection), connection, flags, world);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    tellError(error, flags.json === true, world);
    world.end(EXIT.error);
  }
}

function tell(said: Answer, { url }: Connection, flags: CommonFlags, world: CliWorld): void {
  const { status, data, lines, view } = said;
  if (flags.json === true) world.print(jsonText(status, data));
  else world.print(lines(openPage(flags, world)).join("\n"));
  if (view !== null) world.say(`view  ${new URL(view, url).href}`);
  world.end(status);
}

/** Tells an error as JSON on standard output, or as a sentence with its mend on standard error. */
export function tellError(
  error: Pick<CliError, "code" | "message" | "mend" | "requestId">,
  asJson: boolean,
  world: Pick<CliWorld, "print" | "say">,
  status: ExitStatus = EXIT.error,
): void {
  const { code, message, mend, requestId } = error;
  if (asJson) {
    const request = requestId === null ? {} : { requestId };
    world.print(jsonText(status, { error: { code, message, mend, ...request } }));
  } else {
    world.say(`isochrone: ${message.replace(/\.$/, "")}: ${mend.replace(/\.$/, "")}`);
  }
}

/** `ok` holds exactly when the exit status is 0, so the two never contradict each other. */
export function jsonText(status: ExitStatus, data: Readonly<Record<string, unknown>>): string {
  const head = { schemaVersion: SCHEMA_VERSION, ok: status === EXIT.fine, exitStatus: status };
  return JSON.stringify({ ...head, ...data }, null, 2);
}
