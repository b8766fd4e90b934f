import type { Recommendation } from "../../controller/contract/recommendation.ts";
import { groupLines, type OptionText } from "../view-model/advice.ts";
import { ScrollBox } from "./scroll-box.tsx";

/** Both ways in side by side for each client group, with the difference and its interval. */
export function GroupTable({ recommendation }: { recommendation: Recommendation }) {
  return (
    <ScrollBox label="Client groups">
      <table className="plain wide">
        <caption>
          p50 by client group; difference is Global Accelerator minus Route 53, 95 %
          {recommendation.evidence.source === "simulated" ? "; simulated" : ""}
        </caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col">Route 53</th>
            <th scope="col">Global Accelerator</th>
            <th scope="col">Difference</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {groupLines(recommendation).map((line) => (
            <tr key={line.id}>
              <th scope="row">{line.label}</th>
              <td className="number">{line.share}</td>
              <OptionCell option={line.dns} />
              <OptionCell option={line.accelerator} />
              <td>{line.difference}</td>
              <td className="standing">
                {line.verdict}
                {line.open === null ? null : <small>{line.open}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function OptionCell({ option }: { option: OptionText }) {
  return (
    <td>
      {option.p50} {option.server === null ? null : <small>{option.server}</small>}
    </td>
  );
}
