import { z } from "zod";
import { AwsSettings } from "../aws-settings.ts";
import { Identifier } from "../measured.ts";
import { RestoreStep } from "./restore-step.ts";
import { RunId } from "./run-head.ts";

/** Shape of the file; another number is of a later release, and is not guessed at. */
const VERSION = 1;

/** No later moment has a date in ECMAScript. */
const LATEST_MS = 8_640_000_000_000_000;

/** How often restoring is tried again. There is no last try. */
const GuardRetry = z.object({
  /** Pause after the first try that fails; twice as long after each further one. */
  firstPauseMs: z.int().min(1).default(500),
  longestPauseMs: z.int().min(1).default(10_000),
  /** A try without an end counts as failed then. AWS alone may take ten minutes to put something back. */
  tryWithinMs: z.int().min(1).default(900_000),
});

export type GuardRetry = z.infer<typeof GuardRetry>;

/**
 * What the dead man's timer of a run is to put back, and when at the latest. Whole in itself: a process
 * that has nothing but this file, and the environment that credentials stand in, can restore by it.
 */
export const GuardOrder = z.object({
  version: z.literal(VERSION).default(VERSION),
  /** Names files, too. */
  runId: RunId,
  service: Identifier,
  /** Restored then, whoever has died. Epoch milliseconds. */
  deadlineAtMs: z.int().min(0).max(LATEST_MS),
  steps: z.array(RestoreStep).min(1).max(1_000),
  retry: GuardRetry.prefault({}),
  /** How accounts are reached that steps name; no credentials. */
  aws: AwsSettings.optional(),
});

export type GuardOrder = z.infer<typeof GuardOrder>;
