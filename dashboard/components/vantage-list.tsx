import { kindName } from "../view-model/names.ts";
import type { VantageLine } from "../view-model/vantage-list.ts";
import { shapeOf } from "../view-model/world-map.ts";
import { Icon } from "./icon.tsx";
import { ToneMark } from "./tone-mark.tsx";

interface VantageListProps {
  lines: readonly VantageLine[];
  selected: string | null;
  heading: string;
  onSelect(vantage: string | null): void;
}

/** The map in words, and the way to it by keyboard: one tab stop, arrows choose. */
export function VantageList({ lines, selected, heading, onSelect }: VantageListProps) {
  return (
    <fieldset className="vantages">
      <legend>
        <span>Vantage</span>
        <span>{heading}</span>
      </legend>
      <div className="vantage-rows">
        {lines.map((line) => (
          <label key={line.id} className="vantage">
            <input
              type="radio"
              name="vantage"
              value={line.id}
              checked={line.id === selected}
              onChange={() => onSelect(line.id)}
            />
            <ToneMark tone={line.tone} />
            <span className="kind">
              <Icon name={shapeOf(line.kind)} />
            </span>
            <span className="vantage-name">
              <b>{line.id}</b>
              <small className={line.tone === "ok" ? undefined : `tone-${line.tone}`}>
                <span className="visually-hidden">{kindName(line.kind)}, </span>
                {line.tone === "ok" ? line.label : `${line.label} · ${line.word}`}
              </small>
            </span>
            <span className="vantage-sees">
              <b>{line.p50}</b>
              <small>{line.server}</small>
              {line.tone === "ok" ? <span className="visually-hidden">, {line.word}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
