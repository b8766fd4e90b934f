import type { Status } from "../../contract/status.ts";
import { judge } from "./judge.ts";
import { drawPicture } from "./picture.ts";
import type { StatusInput } from "./status-input.ts";
import { statusSentence } from "./status-sentence.ts";

/**
 * Says whether anything is wrong, where, and how far that can be trusted. The first cut judges answers
 * and silence; slower answers need a baseline of the weeks before, and the sentence says that it is
 * not there yet.
 */
export function composeStatus(input: StatusInput): Status {
  const picture = drawPicture(input);
  const verdict = judge(picture);
  const total = (count: "sent" | "lost" | "failed"): number =>
    input.series.reduce((sum, { summary }) => sum + summary[count], 0);
  return {
    verdict,
    sentence: statusSentence(verdict, picture),
    environment: { ...input.environment },
    services: input.services.map(({ id, label }) => ({ id, label })),
    atMs: input.atMs,
    newestAtMs: picture.newestAtMs,
    windowMs: input.windowMs,
    sent: total("sent"),
    lost: total("lost"),
    failed: total("failed"),
    seriesMeasured: picture.seriesMeasured,
    seriesAssigned: input.seriesAssigned,
    vantages: [...picture.vantages],
  };
}
