import type { Matrix } from "../../controller/contract/matrix.ts";
import type { Status } from "../../controller/contract/status.ts";
import { tilesOf } from "../view-model/tiles.ts";
import { ToneMark } from "./tone-mark.tsx";

interface TilesProps {
  status: Status;
  matrices: readonly Matrix[];
  entries: number;
}

/** Four figures; one without data says so and is not green. */
export function Tiles({ status, matrices, entries }: TilesProps) {
  return (
    <ul className="tiles" aria-label="Figures">
      {tilesOf(status, matrices, entries).map((tile) => (
        <li key={tile.title} className="tile">
          <h2>
            <ToneMark tone={tile.tone} />
            {tile.title}
          </h2>
          <p className={tile.figure === null ? "figure unknown" : "figure"}>
            {tile.figure ?? "No figure"}
          </p>
          <p className="note">{tile.note}</p>
        </li>
      ))}
    </ul>
  );
}
