import { readFile } from "node:fs/promises";
import { z } from "zod";
import { removeDurably, writeDurably } from "./durable-file.ts";
import { guardFile, readOutcome } from "./guard-file.ts";
import { reasonOf } from "./guard-problem.ts";

/** Only what was verified to be put back releases a dead man's timer. */
const Release = z.object({ verified: z.literal(true) });

/**
 * What the folder says to the dead man's timer of a run. Files, and no pipe, so that whoever comes after a
 * controller that died can say the same. `done`: another one has seen to it.
 */
export type GuardSign =
  | { readonly kind: "none" | "restore" | "release" | "done" }
  /** A release that does not say that it was verified, or cannot be read. */
  | { readonly kind: "refused"; readonly reason: string };

/** Says that everything was put back, and that this was verified. */
export async function signRelease(folder: string, runId: string): Promise<void> {
  await writeDurably(guardFile(folder, runId, "release"), JSON.stringify({ verified: true }));
}

/** Says that everything is to be put back now. */
export async function signRestore(folder: string, runId: string): Promise<void> {
  await writeDurably(guardFile(folder, runId, "restore"), "{}");
}

/** Takes a release away that was refused, so that the next one is seen. */
export async function dropRelease(folder: string, runId: string): Promise<void> {
  await removeDurably([guardFile(folder, runId, "release")]);
}

/** What is said now. A release, being the news that all is well, goes before the wish to restore. */
export async function readSign(folder: string, runId: string): Promise<GuardSign> {
  if ((await readOutcome(folder, runId)) !== null) return { kind: "done" };
  const release = await contentOf(guardFile(folder, runId, "release"));
  if (release !== null) return releaseIn(release);
  const restore = await contentOf(guardFile(folder, runId, "restore"));
  return { kind: restore === null ? "none" : "restore" };
}

function releaseIn(text: string): GuardSign {
  try {
    if (Release.safeParse(JSON.parse(text)).success) return { kind: "release" };
  } catch (error) {
    return { kind: "refused", reason: reasonOf(error) };
  }
  return { kind: "refused", reason: "it does not say that the restore was verified" };
}

async function contentOf(file: string): Promise<string | null> {
  return await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
}
