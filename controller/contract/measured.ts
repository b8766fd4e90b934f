/**
 * Nouns that the probe owns and that the controller's own shapes mention, so that readers of this
 * contract need no second one.
 */
export { Identifier } from "../../probe/contract/identifier.ts";
export { Entry, Metric } from "../../probe/contract/metric.ts";
export { Vantage, VantageKind } from "../../probe/contract/vantage.ts";
