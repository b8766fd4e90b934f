import type { NumberBasis } from "../../contract/number-basis.ts";

/** How a number came about, in the words of tables. */
export const BASIS_TEXT: Record<NumberBasis, string> = {
  measured: "measured",
  measured_elsewhere: "measured elsewhere",
  modelled: "modelled",
  assumed: "assumed",
};
