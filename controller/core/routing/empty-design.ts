import type { RoutingDesign } from "../../contract/aws/routing-design.ts";

/** A design in which nothing stands. */
export const EMPTY_DESIGN: RoutingDesign = {
  hostedZones: [],
  healthChecks: [],
  cidrCollections: [],
  accelerators: [],
};
