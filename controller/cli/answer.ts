import { SCHEMA_VERSION } from "../contract/schema.ts";
import { CliError, fieldText } from "./cli-error.ts";
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
  await answerHere(flags, world, async () => {
    const connection = findController(flags, world);
    const said = await ask(connection);
    const { view } = said;
    return { ...said, view: view === null ? null : new URL(view, connection.url).href };
  });
}

/** Lets a command work that may do without a controller, and tells the answer or what went wrong. */
export async function answerHere(
  flags: Pick<CommonFlags, "json" | "width" | "all">,
  world: CliWorld,
  work: () => Promise<Answer> | Answer,
): Promise<void> {
  try {
    tell(await work(), flags, world);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    tellError(error, flags.json === true, world);
    world.end(EXIT.error);
  }
}

function tell(
  { status, data, lines, view }: Answer,
  flags: Pick<CommonFlags, "json" | "width" | "all">,
  world: CliWorld,
): void {
  if (flags.json === true) world.print(jsonText(status, data));
  else world.print(lines(openPage(flags, world)).join("\n"));
  if (view !== null) world.say(`view  ${view}`);
  world.end(status);
}

/** Tells an error as JSON on standard output, or as a sentence with its mend on standard error. */
export function tellError(
  error: Pick<CliError, "code" | "message" | "mend" | "requestId"> &
    Partial<Pick<CliError, "fields">>,
  asJson: boolean,
  world: Pick<CliWorld, "print" | "say">,
  status: ExitStatus = EXIT.error,
): void {
  const { code, message, mend, requestId, fields = [] } = error;
  if (asJson) {
    const request = requestId === null ? {} : { requestId };
    const named = fields.length === 0 ? {} : { fields };
    world.print(jsonText(status, { error: { code, message, mend, ...named, ...request } }));
  } else {
    world.say(`isochrone: ${message.replace(/\.$/, "")}: ${mend.replace(/\.$/, "")}`);
    for (const field of fields) world.say(`  ${fieldText(field)}`);
  }
}

/** `ok` holds exactly when the exit status is 0, so the two never contradict each other. */
export function jsonText(status: ExitStatus, data: Readonly<Record<string, unknown>>): string {
  const head = { schemaVersion: SCHEMA_VERSION, ok: status === EXIT.fine, exitStatus: status };
  return JSON.stringify({ ...head, ...data }, null, 2);
}
