import type { BackedUp } from "../../backup/back-up.ts";
import type { Restored } from "../../backup/restore.ts";
import { countedText } from "../../core/wording/count.ts";
import type { BackupHeader, BackupTrailer } from "../../store/backup/backup-format.ts";

type Told = {
  /** As the person named it. */
  readonly file: string;
  /** Which Redis. */
  readonly place: string;
  readonly tookMs: number;
};

/** What a backup holds, and what it does not. */
export function backedUpLines({
  file,
  place,
  tookMs,
  header,
  trailer,
  bytes,
}: Told & BackedUp): string[] {
  return [
    `Backed up ${estateOf(header)} to ${file}: ${sizeText(bytes)} in ${seconds(tookMs)}.`,
    `  from             ${place}`,
    ...sectionLines(trailer),
    ...waitingLines(header),
    "Not in it: sessions and login links. Keep the file as safe as the store: it holds the hashes of tokens.",
  ];
}

/** What is in the store now, and from when. */
export function restoredLines(told: Told & Restored): string[] {
  const { file, place, tookMs, header, trailer, expired, replaced } = told;
  const made = new Date(header.createdAtMs).toISOString().replace(/:\d\d\.\d+Z$/, " UTC");
  return [
    `Restored ${estateOf(header)} from ${file}, made ${made.replace("T", " ")} by ${header.release}, in ${seconds(tookMs)}.`,
    `  into             ${place}${replaced ? " (what was there is removed)" : ""}`,
    ...sectionLines(trailer),
    ...(expired === 0
      ? []
      : [`${countedText(expired, "key")} had passed their time and are left out.`]),
    "Sign in with a new link: isochrone start prints one.",
  ];
}

function estateOf({ environment }: BackupHeader): string {
  return environment === null ? "a store without an estate" : `the estate ${environment}`;
}

function sectionLines({ sections }: BackupTrailer): string[] {
  return Object.entries(sections).map(
    ([section, keys]) => `  ${section.padEnd(16)} ${countedText(keys, "key")}`,
  );
}

function waitingLines({ waitingBatches }: BackupHeader): string[] {
  if (waitingBatches === 0) return [];
  const [batches, verb] =
    waitingBatches === 1 ? ["1 batch", "waits"] : [`${waitingBatches} batches`, "wait"];
  return [
    `${batches} still ${verb} to be folded and may be missing from it; back up again when a controller has folded them.`,
  ];
}

function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
