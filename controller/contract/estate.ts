import { z } from "zod";
import { HttpVersion, Resolver } from "../../probe/contract/target-address.ts";
import { RoutingDesign } from "./aws/routing-design.ts";
import { ClientGroup } from "./client-group.ts";
import { AcceleratorEntry, DnsEntry, Endpoint } from "./endpoint.ts";
import { Entry, Identifier, Vantage } from "./measured.ts";
import { Constraints, Objectives } from "./objectives.ts";
import { Recovery } from "./recovery.ts";

/** How often and how patiently a service is measured. */
export const Cadence = z.object({
  echoIntervalMs: z
    .int()
    .min(100)
    .default(2_000)
    .describe("milliseconds between requests on warm connections"),
  connectionIntervalMs: z
    .int()
    .min(500)
    .default(5_000)
    .describe("milliseconds between new connections"),
  icmpIntervalMs: z
    .int()
    .min(100)
    .optional()
    .describe(
      "milliseconds between pings of the hosts of all addresses; none without it; probes need fping",
    ),
  timeoutMs: z
    .int()
    .min(100)
    .max(60_000)
    .default(3_000)
    .describe("milliseconds after which an answer counts as lost"),
});

/** What users reach, how they reach it, who they are and what its owner wants. */
export const Service = z
  .object({
    id: Identifier.describe("name of the service in commands and addresses"),
    label: z.string().min(1).max(80).describe("name to show"),
    endpoints: z.array(Endpoint).min(1).max(100).describe("deployments that can take traffic"),
    dns: DnsEntry.optional().describe("the Route 53 name as a way in"),
    accelerator: AcceleratorEntry.optional().describe("Global Accelerator as a way in"),
    httpVersion: HttpVersion.optional().describe(
      "HTTP that users speak on every way in; 1.1 without it",
    ),
    servedByHeader: z
      .string()
      .min(1)
      .max(80)
      .optional()
      .describe("response header in which an endpoint names itself by its id"),
    clientGroups: z
      .array(ClientGroup)
      .default([])
      .describe("users treated alike; each vantage is a group of its own without any"),
    objectives: Objectives.default({}).describe("what the owner wants to reach"),
    constraints: Constraints.optional().describe("what a design must not break"),
    recovery: Recovery.optional().describe("what trying and running each recovery strategy takes"),
    incumbent: Entry.exclude(["direct"]).optional().describe("way in that users take today"),
    incumbentDesign: RoutingDesign.optional().describe(
      "how users are routed today: record sets, health checks and accelerators",
    ),
    cadence: Cadence.prefault({}).describe("how often and how patiently the service is measured"),
  })
  .superRefine((service, context) => {
    const known = new Set(service.endpoints.map((endpoint) => endpoint.id));
    if (known.size !== service.endpoints.length) {
      context.addIssue({ code: "custom", path: ["endpoints"], message: "an id stands twice" });
    }
    for (const entry of ["dns", "accelerator"] as const) {
      for (const id of Object.keys(service[entry]?.pinned ?? {})) {
        if (known.has(id)) continue;
        context.addIssue({
          code: "custom",
          path: [entry, "pinned", id],
          message: `names no endpoint of the service; it has ${[...known].join(", ")}`,
        });
      }
    }
    const share = service.clientGroups.reduce((sum, group) => sum + group.share, 0);
    if (service.clientGroups.length > 0 && Math.abs(share - 1) > 0.001) {
      context.addIssue({
        code: "custom",
        path: ["clientGroups"],
        message: `shares add up to ${share.toFixed(3)}; make them add up to 1`,
      });
    }
  });

export type Service = z.infer<typeof Service>;

/** A vantage, and whom its probe asks for names. */
export const PlacedVantage = Vantage.extend({
  resolver: Resolver.optional().describe(
    "whom its probe asks for names; the system's own without it",
  ),
});

export type PlacedVantage = z.infer<typeof PlacedVantage>;

/** Everything that is measured, as declared by its owner. */
export const Estate = z
  .object({
    /** Shown on every screen, so that nobody mistakes one world for another. */
    environment: z.object({ name: Identifier, note: z.string().max(300).default("") }),
    vantages: z.array(PlacedVantage).min(1).max(10_000),
    services: z.array(Service).min(1).max(100),
  })
  .superRefine((estate, context) => {
    const vantages = new Set(estate.vantages.map((vantage) => vantage.id));
    if (vantages.size !== estate.vantages.length) {
      context.addIssue({ code: "custom", path: ["vantages"], message: "an id stands twice" });
    }
    if (new Set(estate.services.map((service) => service.id)).size !== estate.services.length) {
      context.addIssue({ code: "custom", path: ["services"], message: "an id stands twice" });
    }
    estate.services.forEach((service, at) => {
      service.clientGroups.forEach((group, groupAt) => {
        const unknown = group.vantages.filter((id) => !vantages.has(id));
        if (unknown.length === 0) return;
        context.addIssue({
          code: "custom",
          path: ["services", at, "clientGroups", groupAt, "vantages"],
          message: `${unknown.join(", ")}: no such vantage in the estate`,
        });
      });
    });
  });

export type Estate = z.infer<typeof Estate>;
