import { useTrouble } from "../data/use-trouble.ts";
import { ToneMark } from "./tone-mark.tsx";

/** Says across every screen why the controller takes or counts nothing, and what to do about it. */
export function TroubleBand() {
  const trouble = useTrouble();
  return (
    <div role="status">
      {trouble === null ? null : (
        <div className="trouble">
          <ToneMark tone="bad" />
          <p>
            <strong>{trouble.sentence}</strong> {trouble.mend}
          </p>
        </div>
      )}
    </div>
  );
}
