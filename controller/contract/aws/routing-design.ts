import { z } from "zod";
import { AcceleratorSpec } from "./accelerator-spec.ts";
import { CidrCollectionSpec } from "./cidr-collection-spec.ts";
import { HealthCheckSpec } from "./health-check-spec.ts";
import { ZoneWithRecords } from "./hosted-zone-spec.ts";
import { isOncePer } from "./once-per.ts";
import { wrongRecords } from "./record-rules.ts";

/**
 * A complete specification of how clients are led to endpoints: everything that has to stand in
 * Route 53 and Global Accelerator for it. Of a hosted zone it holds the record sets of the names and
 * types that it speaks of, each of these completely; what else the zone has is none of its business.
 */
export const RoutingDesign = z
  .object({
    hostedZones: z
      .array(ZoneWithRecords)
      .refine(isOncePer("id"), "a hosted zone stands twice")
      .default([]),
    healthChecks: z
      .array(HealthCheckSpec)
      .refine(isOncePer("id"), "a health check stands twice")
      .default([]),
    cidrCollections: z
      .array(CidrCollectionSpec)
      .refine(isOncePer("id"), "a CIDR collection stands twice")
      .default([]),
    accelerators: z
      .array(AcceleratorSpec)
      .refine(
        (all) => new Set(all.map(({ arn, name }) => arn ?? name)).size === all.length,
        "an accelerator stands twice",
      )
      .default([]),
  })
  .superRefine(({ hostedZones }, context) => {
    hostedZones.forEach((zone, at) => {
      for (const { path, message } of wrongRecords(zone)) {
        context.addIssue({
          code: "custom",
          path: ["hostedZones", at, "records", ...path],
          message,
        });
      }
    });
  });

export type RoutingDesign = z.infer<typeof RoutingDesign>;
