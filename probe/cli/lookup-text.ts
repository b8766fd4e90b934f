import type { LookupDetails } from "../measure/outcome.ts";

/**
 * A name server's answer in words of `key=value`: addresses and the names that led to them, each with
 * its TTL in seconds, and what is out of the ordinary.
 */
export function lookupWords(lookup: LookupDetails): string[] {
  const { records, authoritative, truncated, transport, clientSubnet, scopePrefix } = lookup;
  const aliases = records.filter(({ type }) => type === "CNAME");
  const addresses = records.filter(({ type }) => type !== "CNAME");
  const flags = [authoritative && "aa", truncated && "tc"].filter((flag) => flag !== false);
  const scope = scopePrefix === null ? "none" : `/${scopePrefix}`;
  return [
    `answers=${addresses.map(({ data, ttlS }) => `${data}(${ttlS}s)`).join(",")}`,
    aliases.length > 0 &&
      `cname=${aliases.map(({ name, data, ttlS }) => `${name}>${data}(${ttlS}s)`).join(",")}`,
    flags.length > 0 && `flags=${flags.join(",")}`,
    transport === "tcp" && "via=tcp",
    clientSubnet !== null && `subnet=${clientSubnet} scope=${scope}`,
  ].filter((word) => word !== false);
}
