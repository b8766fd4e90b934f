import { useQuery } from "@tanstack/react-query";
import type { Recommendation } from "../../controller/contract/recommendation.ts";
import { recommendationQuery } from "../data/queries.ts";
import type { ShownService } from "../data/use-service.ts";
import { evidenceText, outcomeView } from "../view-model/advice.ts";
import { entryName } from "../view-model/names.ts";
import { stampText } from "../view-model/time-text.ts";
import { AdviceReasons } from "./advice-reasons.tsx";
import { DesignTables } from "./design-table.tsx";
import { GroupTable } from "./group-table.tsx";
import { Panel } from "./panel.tsx";
import { SimulatedMark } from "./simulated-mark.tsx";
import { Skeleton } from "./skeleton.tsx";
import { ToneMark } from "./tone-mark.tsx";

/** The newest recommendation: what, how sure, and what it still lacks. */
export function RecommendationPanel({ service }: { service: ShownService }) {
  const query = useQuery(recommendationQuery(service.id));
  const today = service.incumbent === undefined ? null : `today: ${entryName(service.incumbent)}`;
  return (
    <Panel
      id="recommendation"
      title="Recommendation"
      query={query}
      skeleton={<Skeleton kind="text" lines={5} />}
      aside={today === null ? null : <span className="aside">{today}</span>}
    >
      {(newest) =>
        newest === null ? (
          <p className="nothing">
            None yet. The first one follows the first complete minutes of measurements of both ways
            in;
            <code>isochrone recommend</code> prints the same.
          </p>
        ) : (
          <Card recommendation={newest} rtoS={service.rtoS} />
        )
      }
    </Panel>
  );
}

function Card({
  recommendation,
  rtoS,
}: {
  recommendation: Recommendation;
  rtoS: number | undefined;
}) {
  const { word, tone } = outcomeView(recommendation.outcome);
  const { soFar, missing } = recommendation;
  const isSimulated = recommendation.evidence.source === "simulated";
  return (
    <article className="advice">
      <p className="outcome">
        <ToneMark tone={tone} />
        <strong>{word}</strong>
        {isSimulated ? <SimulatedMark /> : null}
        <span className="aside">
          {recommendation.id} · {stampText(recommendation.madeAtMs)}
        </span>
      </p>
      <p className="sentence">{recommendation.sentence}</p>
      {isSimulated ? (
        <p className="simulated-note">
          Everything here stands on a simulated history, not on measurements. It shows what an
          answer looks like; nothing real should be changed for it.
        </p>
      ) : null}
      {soFar === null ? null : (
        <p className="so-far">
          <b>So far, not a basis for a change:</b> {soFar.sentence}
        </p>
      )}
      {missing.length === 0 ? null : <MissingTable missing={missing} />}
      <DesignTables recommendation={recommendation} rtoS={rtoS} />
      {recommendation.groups.length === 0 ? null : <GroupTable recommendation={recommendation} />}
      <AdviceReasons recommendation={recommendation} />
      <p className="freshness">{evidenceText(recommendation)}</p>
    </article>
  );
}

function MissingTable({ missing }: { missing: Recommendation["missing"] }) {
  return (
    <table className="plain">
      <caption>What the evidence lacks</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">There is</th>
          <th scope="col">Needed</th>
        </tr>
      </thead>
      <tbody>
        {missing.map((line) => (
          <tr key={line.what}>
            <th scope="row">{line.what}</th>
            <td>{line.have}</td>
            <td>{line.need}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
