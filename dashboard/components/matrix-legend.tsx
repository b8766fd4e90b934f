import type { Matrix } from "../../controller/contract/matrix.ts";
import { bandCounts, type Grid } from "../view-model/grid.ts";
import { BAND_COUNT, bandLabel } from "../view-model/latency-band.ts";
import { LOSS_CLASSES } from "../view-model/loss.ts";
import { entryPhrase, metricName } from "../view-model/names.ts";
import { countText } from "../view-model/number-text.ts";
import type { View } from "../view-model/view-search.ts";
import { Icon } from "./icon.tsx";

const STATES = [
  { state: "few", text: "84", icon: null, note: "n=4<6", words: "too few values" },
  { state: "stale", text: "84", icon: null, note: "6 m old", words: "older than 3 rounds" },
  { state: "lost", text: "100 %", icon: "cross", note: null, words: "nothing came back" },
  { state: "failed", text: "! dns", icon: null, note: null, words: "failed, and how" },
  { state: "probe", text: "", icon: "void", note: null, words: "probe silent" },
  { state: "none", text: "—", icon: null, note: null, words: "never measured" },
] as const;

/** What colours and marks mean, with how many cells show each band. */
export function MatrixLegend({ grid, matrix, view }: { grid: Grid; matrix: Matrix; view: View }) {
  const counts = bandCounts(grid, BAND_COUNT);
  const what = view.mode === "loss" ? "Loss" : `${view.stat} of ${metricName(matrix.metric)}`;
  return (
    <div className="legend">
      <p className="legend-what">
        <b>{what}</b>, {entryPhrase(matrix.entry)}, in{" "}
        {view.mode === "loss" ? "percent" : "milliseconds"}, last {view.window}
      </p>
      {view.mode === "loss" ? null : (
        <ol className="bands" aria-label="Latency bands in milliseconds, with the number of cells">
          {counts.map((count, band) => (
            <li key={bandLabel(band)}>
              <span className={`swatch band-${band}`}>{bandLabel(band)}</span>
              <small>{countText(count)}</small>
            </li>
          ))}
        </ol>
      )}
      <ul className="states" aria-label="Cells without a number to act on">
        {STATES.map(({ state, text, icon, note, words }) => (
          <li key={state}>
            <span className={`cell cell-${state}`}>
              <span className="figure">
                {icon === null ? null : <Icon name={icon} />}
                {text}
              </span>
              {note === null ? null : <small>{note}</small>}
            </span>
            {words}
          </li>
        ))}
      </ul>
      <ul className="losses" aria-label="Loss, as a bar at the foot of a cell, in percent">
        <li>Loss %</li>
        {LOSS_CLASSES.slice(1, 5).map((label, at) => (
          <li key={label}>
            <i className={`loss loss-${at + 1}`} />
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
