import { z } from "zod";
import { Estate } from "../../controller/contract/estate.ts";
import { Identifier } from "../../probe/contract/identifier.ts";
import { Entry } from "../../probe/contract/metric.ts";

/** What a path in the lab takes by construction: medians, without the probe's own time. */
export const Truth = z.object({
  vantage: Identifier,
  entry: Entry,
  /** Null where the entry chooses; `servedBy` says what it chose. */
  endpoint: Identifier.nullable(),
  servedBy: Identifier,
  echoRttUs: z.int().nonnegative(),
  ttfbNewUs: z.int().nonnegative(),
  /** Whether the round trip comes from the published inter-Region matrix or is estimated. */
  basis: z.enum(["matrix", "estimate"]),
});

export type Truth = z.infer<typeof Truth>;

/** The AWS of the lab: its address, and a key that opens it and nothing else. */
const AwsOfLab = z.object({
  endpoint: z.url(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  /** That of the key, and those that a role opens. */
  accounts: z.array(
    z.object({
      id: z.string(),
      roleArn: z.string().optional(),
      externalId: z.string().optional(),
      /** Who may make something fail there for a failover test. */
      inject: z.object({ roleArn: z.string(), externalId: z.string() }).optional(),
    }),
  ),
});

/** The lab runs: everything that a controller and probes need to know of it. */
export const LabReady = z.object({
  kind: z.literal("lab-ready"),
  estate: Estate,
  /** Per vantage, the address that its probe binds to. */
  probes: z.record(Identifier, z.object({ sourceAddress: z.ipv4() })),
  /** Address blocks that probes must be allowed to measure. */
  allow: z.array(z.cidrv4()),
  truth: z.array(Truth),
  aws: AwsOfLab,
  /** Where the lab is told what shall fail, and asked what truly happened; the token opens it. */
  control: z.object({ url: z.url(), token: z.string() }),
  /** What a controller may be given for one of the services, as the body of a request; it says that it is simulated. */
  history: z.object({ service: Identifier, document: z.string() }).optional(),
});

export type LabReady = z.infer<typeof LabReady>;

/** The one message that the lab sends to the process that forked it. */
export const Announcement = z.discriminatedUnion("kind", [
  LabReady,
  z.object({ kind: z.literal("lab-failed"), message: z.string() }),
]);

export type Announcement = z.infer<typeof Announcement>;
