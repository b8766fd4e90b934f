import { z } from "zod";
import { ClientGroup } from "../../../controller/contract/client-group.ts";
import { Cadence } from "../../../controller/contract/estate.ts";
import { Constraints, Objectives } from "../../../controller/contract/objectives.ts";
import { Identifier } from "../../../probe/contract/identifier.ts";
import { Entry } from "../../../probe/contract/metric.ts";
import { VantageKind } from "../../../probe/contract/vantage.ts";

const Milliseconds = z.number().nonnegative().max(10_000);
const Ratio = z.number().min(0).max(1);
const Label = z.string().min(1).max(80);
const Latitude = z.number().min(-90).max(90);
const Longitude = z.number().min(-180).max(180);

/** A vantage; an id that is a Region or Local Zone code needs nothing else. */
const WorldVantage = z.strictObject({
  id: Identifier,
  /** AWS code that gives kind, coordinates and name; the id itself where left out. */
  place: Identifier.optional(),
  kind: VantageKind.optional(),
  label: Label.optional(),
  parentRegion: Identifier.optional(),
  latitude: Latitude.optional(),
  longitude: Longitude.optional(),
  /** ISO 3166 codes, for geolocation: those of the place where left out. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "write two capitals, such as PT")
    .optional(),
  subdivision: z
    .string()
    .regex(/^[A-Z0-9]{1,3}$/, "write one such as CA")
    .optional(),
  lastMileMs: Milliseconds.optional(),
});

const WorldEndpoint = z.strictObject({
  id: Identifier,
  /** Region or Local Zone code. */
  place: Identifier,
  label: Label.optional(),
  serverTimeMs: Milliseconds.optional(),
});

/** What is special about the way between one vantage and one endpoint. */
const Pair = z.strictObject({
  vantage: Identifier,
  endpoint: Identifier,
  rttMs: Milliseconds.optional(),
  jitterMs: Milliseconds.optional(),
  lossRatio: Ratio.optional(),
});

const Network = z.strictObject({
  /** First two numbers of every address in the world. */
  prefix: z
    .string()
    .regex(
      /^127\.(?:[1-9]?\d|1\d\d|2[0-4]\d|25[0-5])$/,
      'write two numbers like "127.77", the first one 127',
    )
    .default("127.77"),
  jitterMs: Milliseconds.default(0.2),
  /** Jitter that grows with the way: a share of the round trip, on top of jitterMs. */
  jitterRatio: Ratio.default(0.01),
  lossRatio: Ratio.default(0.001),
  pairs: z.array(Pair).default([]),
});

const Edge = z.strictObject({ city: Label, latitude: Latitude, longitude: Longitude });

/** Route 53 answers by a latency table of its own; here is where it differs from what is true. */
const Route53 = z.strictObject({
  ttlS: z.int().min(0).max(86_400).default(60),
  believes: z
    .array(z.strictObject({ vantage: Identifier, endpoint: Identifier, rttMs: Milliseconds }))
    .default([]),
});

const Accelerator = z.strictObject({
  /** Round trip over the provider's own network as a share of the one over the internet. */
  backboneFactor: z.number().min(0.1).max(2).default(0.85),
  /** Share of packets lost between client and edge; the internet's where left out. */
  lossRatio: Ratio.optional(),
});

const WorldService = z.strictObject({
  id: Identifier,
  label: Label,
  /** DNS name; one under .test can never be anybody's (RFC 6761). */
  domain: z
    .string()
    .max(180)
    .regex(
      /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:test|example|invalid)$/,
      "use a name under .test, .example or .invalid, in lower case",
    ),
  serverTimeMs: Milliseconds.default(2),
  endpoints: z.array(WorldEndpoint).min(1).max(100),
  route53: Route53.prefault({}),
  accelerator: Accelerator.prefault({}),
  clientGroups: z.array(ClientGroup.strict()).default([]),
  objectives: Objectives.strict().default({}),
  constraints: Constraints.strict().optional(),
  incumbent: Entry.exclude(["direct"]).optional(),
  cadence: Cadence.strict().prefault({}),
});

/** The lab's world as its author writes it (YAML). */
export const WorldFile = z.strictObject({
  name: Identifier.default("lab"),
  note: z.string().max(300).optional(),
  /** Seed of everything that happens by chance. */
  seed: z.int().min(0).max(4_294_967_295).default(1),
  /** How many times as fast health checks, propagation and TTLs go; delays of the network stay. */
  clockFactor: z.number().min(1).max(1_000).default(1),
  network: Network.prefault({}),
  edges: z.array(Edge).min(1),
  vantages: z.array(WorldVantage).min(1).max(250),
  service: WorldService,
});

export type WorldFile = z.infer<typeof WorldFile>;
export type WorldVantage = z.infer<typeof WorldVantage>;
