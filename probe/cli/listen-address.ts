import { isIP } from "node:net";
import { UsageError } from "./usage-error.ts";

/**
 * Reads where to listen: `192.0.2.1:862`, `0.0.0.0:862` or `[2001:db8::1]:862`.
 *
 * @throws UsageError
 */
export function parseListenAddress(text: string): { address: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  const address = match?.[1] ?? match?.[2] ?? "";
  const port = Number(match?.[3]);
  if (isIP(address) !== 0 && port <= 65_535) return { address, port };
  throw new UsageError(
    `--listen: "${text}" is not an IP address and a port`,
    "use for example 0.0.0.0:862, 192.0.2.10:862 or [::]:862",
  );
}
