import { AnswersAnswer, AnswersAsked } from "../contract/answers.ts";
import { CliError } from "./cli-error.ts";
import type { Connection } from "./connection.ts";
import { askController } from "./controller-client.ts";
import type { CliWorld } from "./world.ts";

const LOOK_EVERY_MS = 500;

export type AnswersWait = {
  /** What has Route 53 asked when it is posted to. */
  readonly post: string;
  /** Where the report is. */
  readonly path: string;
  readonly withinMinutes: number;
};

/**
 * Has Route 53 asked, and answers what is known when that is done.
 *
 * @throws CliError where it takes too long, or the controller refuses
 */
export async function awaitAnswers(
  connection: Connection,
  { post, path, withinMinutes }: AnswersWait,
  world: Pick<CliWorld, "fetch" | "now" | "sleep">,
): Promise<AnswersAnswer> {
  const request = { path: post, method: "POST" } as const;
  const { askingSinceMs } = await askController(connection, request, AnswersAsked, world.fetch);
  const untilMs = world.now() + withinMinutes * 60_000;
  while (world.now() < untilMs) {
    const told = await askController(connection, { path }, AnswersAnswer, world.fetch);
    if (told.askingSinceMs === null || (told.askedAtMs ?? 0) >= askingSinceMs) return told;
    await world.sleep(LOOK_EVERY_MS);
  }
  throw new CliError({
    code: "not_asked",
    message: `Route 53 was not asked within ${withinMinutes} minutes`,
    mend: "see in the controller's log what it is busy with, then run isochrone answers again",
  });
}
