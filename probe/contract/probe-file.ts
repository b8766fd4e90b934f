import * as z from "zod";
import { Identifier } from "./identifier.ts";

const CidrBlock = z.union([z.cidrv4(), z.cidrv6()]);

/** Secret that the controller issued for a vantage; it travels in an HTTP header (RFC 6750 §2.1). */
export const VantageToken = z
  .string()
  .min(16)
  .regex(/^[\x21-\x7e]*$/, { message: "must be printable ASCII without blanks" });

/**
 * One vantage that a probe process measures from. Its token stands in exactly one place: here, in a
 * file, or in a variable of the environment; never on the command line, which others can see.
 */
export const HostedVantage = z
  .strictObject({
    id: Identifier,
    token: VantageToken.optional(),
    /** File that holds the token and nothing else; a relative path starts at the probe file. */
    tokenFile: z.string().min(1).optional(),
    /** Name of the environment variable that holds the token. */
    tokenEnv: z
      .string()
      .regex(/^[A-Za-z_]\w*$/, { message: "must be the name of an environment variable" })
      .optional(),
    /** Local address that every packet of this vantage leaves from; the system chooses without one. */
    sourceAddress: z.union([z.ipv4(), z.ipv6()]).optional(),
  })
  .refine(
    ({ token, tokenFile, tokenEnv }) =>
      [token, tokenFile, tokenEnv].filter((each) => each !== undefined).length === 1,
    { path: ["token"], message: "give exactly one of token, tokenFile and tokenEnv" },
  );

export type HostedVantage = z.infer<typeof HostedVantage>;

/** Where the probe tells of itself: of this machine only, unless its owner opens it to others. */
export const MetricsAddress = z.strictObject({
  address: z.union([z.ipv4(), z.ipv6()]).default("127.0.0.1"),
  port: z.int().min(1).max(65_535).default(9_464),
});

export type MetricsAddress = z.infer<typeof MetricsAddress>;

/**
 * The probe's own file (`isochrone-probe run --config FILE`, mode 0600 because of the tokens). It
 * belongs to whoever runs the probe; the controller cannot widen what it allows.
 */
export const ProbeFile = z.strictObject({
  controllerUrl: z.url({ protocol: /^https?$/ }),
  vantages: z.array(HostedVantage).min(1),
  /** Where batches wait for their acknowledgement. */
  spoolDir: z.string().min(1),
  /**
   * Address blocks that may be measured although they are private or loopback. Public addresses need
   * no entry; link-local and metadata addresses are refused whatever stands here.
   */
  allow: z.array(CidrBlock).default([]),
  /** Address blocks that are never measured, public ones too; wins over `allow`. */
  deny: z.array(CidrBlock).optional(),
  /**
   * Attempts that this process starts at most per second, altogether and towards one host and port,
   * whatever the controller assigns; what is beyond is skipped and counted as such.
   */
  maxPerSecond: z.number().positive().optional(),
  maxPerTargetPerSecond: z.number().positive().optional(),
  /**
   * File with certificates (PEM) of authorities that are trusted besides those of Node, by measurements
   * and towards the controller; a relative path starts at the probe file.
   */
  caFile: z.string().min(1).optional(),
  /**
   * Whom a probe becomes that is started as root: `USER` or `USER:GROUP`, names or numbers, `nobody`
   * without it. `root` keeps the rights of root.
   */
  runAs: z
    .preprocess(
      (given) => (typeof given === "number" ? String(given) : given),
      z.string().regex(/^[^\s:]+(:[^\s:]+)?$/, { message: "must be USER or USER:GROUP" }),
    )
    .optional(),
  /** Answers `/metrics` and `/healthz` to whoever can reach it; without this the probe listens nowhere. */
  metrics: MetricsAddress.optional(),
});

export type ProbeFile = z.infer<typeof ProbeFile>;
