import type { Recommendation } from "../../controller/contract/recommendation.ts";
import {
  type DesignLine,
  designLines,
  type Figure,
  recoveryHeading,
} from "../view-model/designs.ts";
import { ScrollBox } from "./scroll-box.tsx";
import { ToneMark } from "./tone-mark.tsx";

interface DesignTablesProps {
  recommendation: Recommendation;
  /** Seconds; undefined where the service has none. */
  rtoS: number | undefined;
}

/** The designs that were compared: those in question at once, the others on request. */
export function DesignTables({ recommendation, rtoS }: DesignTablesProps) {
  const { first, others } = designLines(recommendation);
  const recovery = recoveryHeading(recommendation, rtoS);
  const source = recommendation.evidence.source === "simulated" ? "; simulated" : "";
  const shared = { recovery, captionEnd: `; 95 % intervals${source}` };
  return (
    <>
      {first.length === 0 ? null : (
        <DesignTable caption="Designs compared, for all users together" lines={first} {...shared} />
      )}
      {others.length === 0 ? null : (
        <details className="more">
          <summary>
            {others.length} more {others.length === 1 ? "design" : "designs"}, and why not
          </summary>
          <DesignTable caption="The other designs compared" lines={others} {...shared} />
        </details>
      )}
    </>
  );
}

interface DesignTableProps {
  caption: string;
  captionEnd: string;
  lines: readonly DesignLine[];
  /** Heading of the column. */
  recovery: string;
}

function DesignTable({ caption, captionEnd, lines, recovery }: DesignTableProps) {
  return (
    <ScrollBox label={caption}>
      <table className="plain wide designs">
        <caption>{caption + captionEnd}</caption>
        <thead>
          <tr>
            <th scope="col">Design</th>
            <th scope="col">p50</th>
            <th scope="col">p95</th>
            <th scope="col">{recovery}</th>
            <th scope="col">USD a month</th>
            <th scope="col">Standing</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.name} className={line.isChosen ? "chosen" : undefined}>
              <th scope="row">
                {line.label}
                {line.isIncumbent ? <span className="in-use">in use</span> : null}
                {line.settings === null ? null : <small>{line.settings}</small>}
              </th>
              <FigureCell figure={line.p50} className="latency" />
              <FigureCell figure={line.p95} className="latency" />
              <FigureCell figure={line.recovery} />
              <FigureCell figure={line.usdPerMonth} />
              <td className="standing">
                {line.tone === null ? null : <ToneMark tone={line.tone} />}
                {line.standing}
                {line.reason === null ? null : <small>{line.reason}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function FigureCell({ figure, className }: { figure: Figure; className?: string }) {
  return (
    <td className={className}>
      {figure.text}
      {figure.note === null ? null : <small>{figure.note}</small>}
    </td>
  );
}
