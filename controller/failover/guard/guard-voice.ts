import { appendFileSync, renameSync, statSync } from "node:fs";

/** Where a dead man's timer says what it does. Saying never throws. */
export type GuardVoice = {
  /** Something that people should see: in the log, and on standard error. */
  warn(line: string): void;
  /** In the log only. */
  note(line: string): void;
};

export type VoiceOptions = {
  readonly file: string;
  readonly nowMs: () => number;
  readonly toPeople: (text: string) => void;
  /** A full log becomes `NAME.1`, in place of the one before. */
  readonly limitBytes?: number;
};

const LIMIT_BYTES = 5_000_000;

/** A log of one run, mode 0600. A full disk keeps nobody from restoring. */
export function openVoice({ file, nowMs, toPeople, limitBytes }: VoiceOptions): GuardVoice {
  const keep = (line: string) => {
    const text = `${new Date(nowMs()).toISOString()} ${line}\n`;
    try {
      turnOver(file, limitBytes ?? LIMIT_BYTES);
      appendFileSync(file, text, { mode: 0o600 });
    } catch {
      // Said above.
    }
  };
  return {
    note: keep,
    warn(line) {
      keep(line);
      toPeople(`${line}\n`);
    },
  };
}

function turnOver(file: string, limitBytes: number): void {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size >= limitBytes) renameSync(file, `${file}.1`);
}
