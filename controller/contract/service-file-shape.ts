import { z } from "zod";
import { HttpVersion } from "../../probe/contract/target-address.ts";
import { RoutingDesign } from "./aws/routing-design.ts";
import { ClientGroup, TrafficPerMonth } from "./client-group.ts";
import { AcceleratorEntry, DnsEntry, Endpoint } from "./endpoint.ts";
import { Cadence, PlacedVantage } from "./estate.ts";
import { Entry, Identifier } from "./measured.ts";
import { Constraints, Objectives } from "./objectives.ts";
import { Recovery } from "./recovery.ts";
import { TrafficLog } from "./traffic-log.ts";

const Entries = z.object({
  dns: DnsEntry.optional().describe("the Route 53 name"),
  accelerator: AcceleratorEntry.optional().describe("Global Accelerator"),
  servedByHeader: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .describe("response header in which an endpoint names itself by its id"),
  httpVersion: HttpVersion.optional().describe(
    "HTTP that users speak on every way in; 1.1 without it",
  ),
});

/** In a file the share may be left to the log. */
const FileGroup = ClientGroup.extend({
  share: ClientGroup.shape.share
    .optional()
    .describe(
      "share of the users, 0.4 for 40 %; all add up to 1; taken from traffic.csv where given",
    ),
});

const Traffic = z.object({
  perMonth: TrafficPerMonth.optional().describe(
    "of all users together; what the groups do not state is divided by share among those that state nothing",
  ),
  csv: TrafficLog.optional().describe(
    "log from which the shares and volumes of all groups are taken, in place of what they state",
  ),
});

const Incumbent = z.object({
  entry: Entry.exclude(["direct"]).describe("way in that users take today"),
  design: RoutingDesign.optional().describe(
    "record sets, health checks and accelerators of today; taken from what was read of AWS without it",
  ),
});

/** The fields of a service file, each by itself. */
export const ServiceFileShape = z.object({
  version: z.literal(1, { error: "must be 1" }).describe("version of this form of file: 1"),
  id: Identifier.describe("name of the service in commands and addresses"),
  label: z.string().min(1).max(80).describe("name to show"),
  vantages: z
    .array(PlacedVantage)
    .max(10_000)
    .optional()
    .describe("places where probes stand, as far as the estate does not name them yet"),
  endpoints: z.array(Endpoint).min(1).max(100).describe("deployments that can take traffic"),
  entries: Entries.default({}).describe("ways in that choose the endpoint by themselves"),
  clientGroups: z.array(FileGroup).max(1_000).default([]).describe("users treated alike"),
  traffic: Traffic.optional().describe("traffic of all groups, or where to take it from"),
  objectives: Objectives.default({}).describe("what the owner wants to reach"),
  constraints: Constraints.optional().describe("what a design must not break"),
  recovery: Recovery.optional().describe("what is known of surviving the loss of a Region"),
  incumbent: Incumbent.optional().describe("how users are routed today"),
  cadence: Cadence.prefault({}).describe("how often and how patiently the service is measured"),
});

export type ServiceFileShape = z.infer<typeof ServiceFileShape>;
