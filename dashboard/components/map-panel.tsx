import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { Status } from "../../controller/contract/status.ts";
import { matrixQuery } from "../data/queries.ts";
import { useServerNow } from "../data/use-now.ts";
import type { ShownService } from "../data/use-service.ts";
import { useView } from "../data/use-view.ts";
import { matrixFreshness } from "../view-model/freshness.ts";
import { entryName } from "../view-model/names.ts";
import { vantageLines } from "../view-model/vantage-list.ts";
import { EntryChoice } from "./entry-choice.tsx";
import { MapLegend } from "./map-legend.tsx";
import { Panel } from "./panel.tsx";
import { Skeleton } from "./skeleton.tsx";
import { VantageList } from "./vantage-list.tsx";

const WorldMap = lazy(async () => ({ default: (await import("./world-map.tsx")).WorldMap }));

/** The world and, beside it, the same in words. */
export function MapPanel({ status, service }: { status: Status; service: ShownService }) {
  const { view, search, change } = useView();
  const { entry, windowMs } = view;
  const query = useQuery(matrixQuery({ service: service.id, entry, metric: "echo_rtt", windowMs }));
  const nowMs = useServerNow();
  const selected = search.vantage ?? null;
  const select = (vantage: string | null) => change({ vantage: vantage ?? undefined });
  return (
    <Panel
      id="map"
      title="Vantages and endpoints"
      query={query}
      skeleton={<Skeleton kind="map" lines={1} />}
      aside={
        <EntryChoice service={service} entry={entry} onChange={(next) => change({ entry: next })} />
      }
    >
      {(matrix) => {
        const lines = vantageLines(status, matrix);
        return (
          <>
            <div className="map-and-list">
              <Suspense fallback={<Skeleton kind="map" lines={1} />}>
                <WorldMap lines={lines} matrix={matrix} selected={selected} onSelect={select} />
              </Suspense>
              <VantageList
                lines={lines}
                selected={selected}
                onSelect={select}
                heading={entry === "direct" ? "Nearest, p50" : `Served by ${entryName(entry)}, p50`}
              />
            </div>
            <MapLegend />
            <p className="freshness">
              {matrixFreshness(matrix, nowMs)} · last {view.window}
            </p>
          </>
        );
      }}
    </Panel>
  );
}
