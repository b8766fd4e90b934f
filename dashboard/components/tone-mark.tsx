import { type Tone, toneIcon } from "../view-model/tone.ts";
import { Icon } from "./icon.tsx";

/** The mark of a tone; what it means stands in words beside it. */
export function ToneMark({ tone }: { tone: Tone }) {
  return (
    <span className={`tone tone-${tone}`}>
      <Icon name={toneIcon(tone)} />
    </span>
  );
}
