import { z } from "zod";
import { Identifier } from "./identifier.ts";

const CidrBlock = z.union([z.cidrv4(), z.cidrv6()]);

/** One vantage that a probe process measures from. */
export const HostedVantage = z.object({
  id: Identifier,
  /** Secret that the controller issued for this vantage. */
  token: z.string().min(16),
  /** Local address that every packet of this vantage leaves from; the system chooses without one. */
  sourceAddress: z.union([z.ipv4(), z.ipv6()]).optional(),
});

export type HostedVantage = z.infer<typeof HostedVantage>;

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
});

export type ProbeFile = z.infer<typeof ProbeFile>;
