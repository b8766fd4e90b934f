import type { ShownService } from "../data/use-service.ts";
import { useView } from "../data/use-view.ts";
import type { Mode } from "../view-model/cell.ts";
import { metricName, metricsOf } from "../view-model/names.ts";
import { STATISTICS } from "../view-model/statistic.ts";
import { WINDOWS, type WindowName } from "../view-model/view-search.ts";
import { EntryChoice } from "./entry-choice.tsx";
import { Segmented } from "./segmented.tsx";

const MODES: { value: Mode; text: string }[] = [
  { value: "value", text: "Latency" },
  { value: "loss", text: "Loss" },
];

/** What the matrix shows; all of it stands in the address of the page. */
export function MatrixToolbar({ service }: { service: ShownService }) {
  const { view, change } = useView();
  return (
    <div className="toolbar">
      <EntryChoice
        service={service}
        entry={view.entry}
        onChange={(entry) => change({ entry, cell: undefined })}
      />
      <Segmented
        label="Metric"
        name="metric"
        options={metricsOf(view.entry, service.isPinged).map((value) => ({
          value,
          text: metricName(value),
        }))}
        value={view.metric}
        onChange={(metric) => change({ metric })}
      />
      <Segmented
        label="Statistic"
        name="stat"
        options={STATISTICS.map((value) => ({ value, text: value }))}
        value={view.stat}
        onChange={(stat) => change({ stat })}
      />
      <Segmented
        label="Window"
        name="window"
        options={(Object.keys(WINDOWS) as WindowName[]).map((value) => ({ value, text: value }))}
        value={view.window}
        onChange={(window) => change({ window })}
      />
      <Segmented
        label="Show"
        name="mode"
        options={MODES}
        value={view.mode}
        onChange={(mode) => change({ mode })}
      />
    </div>
  );
}
