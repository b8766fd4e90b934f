import { useQuery } from "@tanstack/react-query";
import { useLive } from "../data/live-context.tsx";
import { statusQuery } from "../data/queries.ts";
import { useServerNow } from "../data/use-now.ts";
import { liveLabel } from "../view-model/freshness.ts";
import { isPaused } from "../view-model/live.ts";
import { stampText } from "../view-model/time-text.ts";
import { Icon } from "./icon.tsx";

/** Whether the screen moves, and how old what it shows is. Pressing it pauses or resumes. */
export function LiveState() {
  const { live, dispatch } = useLive();
  const { data, error } = useQuery(statusQuery);
  const newestAtMs = data?.newestAtMs ?? null;
  const label = liveLabel(live, newestAtMs, useServerNow(), error === null);
  const action = isPaused(live) ? "resume" : "pause";
  return (
    <button
      type="button"
      className={`live live-${label.kind}`}
      title={
        newestAtMs === null
          ? undefined
          : `Newest value ${stampText(newestAtMs)}. Space to ${action}.`
      }
      onClick={() => dispatch({ kind: "toggle" })}
    >
      <span className="live-glyph">
        <Icon name={label.icon} />
      </span>
      {label.text}
    </button>
  );
}
