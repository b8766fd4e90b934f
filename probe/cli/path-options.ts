import { isIP } from "node:net";
import { UsageError } from "./usage-error.ts";

/** The options as they stand on the command line. */
export interface PathFlags {
  count: string;
  source?: string;
  ipv4?: boolean;
  ipv6?: boolean;
  json?: boolean;
}

export interface PathOptions {
  /** Packets per hop. */
  count: number;
  sourceAddress: string | null;
  /** Of the target's address; 0 takes the first one that the system gives. */
  family: 0 | 4 | 6;
}

/**
 * Checks the options of `path`.
 *
 * @throws UsageError naming the option and the mend
 */
export function parsePathOptions({ count, source, ipv4, ipv6 }: PathFlags): PathOptions {
  if (!/^(?:[1-9]\d?|100)$/.test(count)) {
    throw new UsageError(`--count: "${count}" is not a number of packets`, "use 1 to 100");
  }
  if (ipv4 === true && ipv6 === true) {
    throw new UsageError("-4 and -6 exclude each other", "use one of them");
  }
  const asked = ipv4 === true ? 4 : ipv6 === true ? 6 : 0;
  if (source === undefined) return { count: Number(count), sourceAddress: null, family: asked };
  const family = isIP(source);
  if (family !== 4 && family !== 6) {
    throw new UsageError(
      `--source: "${source}" is not an IP address`,
      "use an address of this machine",
    );
  }
  if (asked !== 0 && asked !== family) {
    throw new UsageError(
      `--source: ${source} is not an IPv${asked} address`,
      "leave out one of them",
    );
  }
  return { count: Number(count), sourceAddress: source, family };
}
