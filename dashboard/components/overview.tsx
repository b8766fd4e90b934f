import { useQueries, useQuery } from "@tanstack/react-query";
import { matrixQuery, statusQuery } from "../data/queries.ts";
import { useService } from "../data/use-service.ts";
import { useView } from "../data/use-view.ts";
import { AttentionPanel } from "./attention-panel.tsx";
import { MapPanel } from "./map-panel.tsx";
import { Panel } from "./panel.tsx";
import { RecommendationPanel } from "./recommendation-panel.tsx";
import { Skeleton } from "./skeleton.tsx";
import { Tiles } from "./tiles.tsx";
import { VerdictLine } from "./verdict-line.tsx";

/** Is anything wrong, where, is the picture complete, and is the routing right? */
export function Overview() {
  const status = useQuery(statusQuery);
  const service = useService();
  const { view } = useView();
  const matrices = useQueries({
    queries: service.entries.map((entry) =>
      matrixQuery({ service: service.id, entry, metric: "echo_rtt", windowMs: view.windowMs }),
    ),
    combine: (results) => results.flatMap(({ data }) => (data === undefined ? [] : [data])),
  });
  if (status.data === undefined) {
    return (
      <Panel
        id="status"
        title="Status"
        query={status}
        skeleton={<Skeleton kind="page" lines={6} />}
      >
        {() => null}
      </Panel>
    );
  }
  return (
    <div className="overview">
      <h1 className="visually-hidden">Overview</h1>
      <VerdictLine status={status.data} />
      <Tiles status={status.data} matrices={matrices} entries={service.entries.length} />
      <MapPanel status={status.data} service={service} />
      <RecommendationPanel service={service} />
      <AttentionPanel status={status.data} matrices={matrices} serviceId={service.id} />
    </div>
  );
}
