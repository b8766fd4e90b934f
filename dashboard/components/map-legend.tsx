import { Icon } from "./icon.tsx";
import { ToneMark } from "./tone-mark.tsx";

/** Shapes say what kind of place it is, colours and glyphs what it sees; never how far it is. */
export function MapLegend() {
  return (
    <ul className="map-legend" aria-label="Legend of the map">
      <li>
        <Icon name="circle" /> Region
      </li>
      <li>
        <Icon name="diamond" /> Local Zone
      </li>
      <li>
        <Icon name="square" /> Outpost
      </li>
      <li>
        <Icon name="triangle" /> own place
      </li>
      <li>
        <Icon name="star" /> endpoint
      </li>
      <li className="legend-gap">
        <ToneMark tone="ok" /> reached
      </li>
      <li>
        <ToneMark tone="warn" /> partly
      </li>
      <li>
        <ToneMark tone="bad" /> unreachable
      </li>
      <li>
        <ToneMark tone="unknown" /> not known
      </li>
      <li>
        <ToneMark tone="info" /> too few yet
      </li>
      <li className="legend-gap">
        colours show the state, not the distance: there is no baseline yet
      </li>
    </ul>
  );
}
