import { useQuery } from "@tanstack/react-query";
import { matrixQuery, statusQuery } from "../data/queries.ts";
import { useServerNow } from "../data/use-now.ts";
import { useService } from "../data/use-service.ts";
import { useView } from "../data/use-view.ts";
import { matrixFreshness } from "../view-model/freshness.ts";
import { rangeText } from "../view-model/time-text.ts";
import { MatrixPanel } from "./matrix-panel.tsx";
import { MatrixToolbar } from "./matrix-toolbar.tsx";
import { Panel } from "./panel.tsx";
import { Skeleton } from "./skeleton.tsx";
import { VerdictLine } from "./verdict-line.tsx";

/** Which paths are slow, lossy or silent: from vantages to endpoints by one entry. */
export function MatrixScreen() {
  const status = useQuery(statusQuery);
  const service = useService();
  const { view } = useView();
  const { entry, metric, windowMs } = view;
  const query = useQuery(matrixQuery({ service: service.id, entry, metric, windowMs }));
  const nowMs = useServerNow();
  // Without a status there is no service to ask for: its failure is then the panel's.
  const { error, refetch } = status.data === undefined ? status : query;
  return (
    <div className="matrix-screen">
      <h1 className="visually-hidden">Latency matrix</h1>
      {status.data === undefined ? null : <VerdictLine status={status.data} compact />}
      <MatrixToolbar service={service} />
      <Panel
        id="matrix"
        title="Latency matrix"
        query={{ ...query, error, refetch }}
        skeleton={<Skeleton kind="matrix" lines={12} />}
      >
        {(matrix) => (
          <>
            <MatrixPanel matrix={matrix} settled={!query.isPlaceholderData} />
            <p className="freshness">
              {matrixFreshness(matrix, nowMs)} · {rangeText(matrix.fromMs, matrix.toMs)}
            </p>
          </>
        )}
      </Panel>
    </div>
  );
}
