import { useState } from "react";
import type { Status } from "../../controller/contract/status.ts";
import { stampText } from "../view-model/time-text.ts";
import { type Announcement, nextAnnouncement, verdictView } from "../view-model/verdict.ts";
import { ToneMark } from "./tone-mark.tsx";

/** The controller's verdict first, in its own words. Heard only when the state changes. */
export function VerdictLine({ status, compact }: { status: Status; compact?: boolean }) {
  const { tone, head, rest } = verdictView(status);
  const [announced, setAnnounced] = useState<Announcement | null>(null);
  const announcement = nextAnnouncement(announced, status);
  if (announcement !== announced) setAnnounced(announcement);
  return (
    <section
      className={`verdict verdict-${tone}${compact === true ? " compact" : ""}`}
      aria-label="Verdict"
    >
      <ToneMark tone={tone} />
      <p className="sentence">
        <strong>{head}</strong> {rest}
      </p>
      <p className="as-of">as of {stampText(status.atMs)}</p>
      <p className="visually-hidden" aria-live="polite">
        {announcement.sentence}
      </p>
    </section>
  );
}
