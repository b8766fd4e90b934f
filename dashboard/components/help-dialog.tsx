import { useEffect, useRef } from "react";
import { SHORTCUTS } from "../view-model/shortcut.ts";

interface HelpProps {
  shortcutsOn: boolean;
  onShortcuts(on: boolean): void;
  onClose(): void;
}

/** The keys, and the switch for those who speak to their computer. */
export function HelpDialog({ shortcutsOn, onShortcuts, onClose }: HelpProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">Keys</h2>
      <dl>
        {SHORTCUTS.map(({ keys, text }) => (
          <div key={keys}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>
        In the matrix: arrow keys, <kbd>Home</kbd>, <kbd>End</kbd>, with <kbd>Ctrl</kbd> to the
        corners; <kbd>Enter</kbd> keeps the details of a cell open.
      </p>
      <p>
        Intervals are 95 % and distribution-free; latencies are quantiles of merged histograms,
        never averages. Times are UTC.
      </p>
      <label className="check">
        <input
          type="checkbox"
          checked={shortcutsOn}
          onChange={(event) => onShortcuts(event.target.checked)}
        />
        Single-letter keys
      </label>
      <form method="dialog">
        <button type="submit" className="button">
          Close
        </button>
      </form>
    </dialog>
  );
}
