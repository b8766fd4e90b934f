import type { NumberBasis } from "../../contract/number-basis.ts";

const CERTAINTY: readonly NumberBasis[] = ["measured", "measured_elsewhere", "modelled", "assumed"];

/** Of several parts the least certain one counts; of none, that all is measured. */
export function leastCertain(parts: readonly NumberBasis[]): NumberBasis {
  return parts.reduce<NumberBasis>(
    (least, each) => (CERTAINTY.indexOf(each) > CERTAINTY.indexOf(least) ? each : least),
    "measured",
  );
}
