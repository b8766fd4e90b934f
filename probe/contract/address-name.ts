const IPV4_NAME = /^ip-(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})$/;
const IPV6_NAME = /^ip6((?:-[0-9a-f]{1,4}){8})$/;
const IPV6_GROUPS = 8;

/**
 * An IP address as an identifier: `ip-198-51-100-1`, `ip6-2001-db8-0-0-0-0-0-1`. A name server answers with
 * addresses, not with endpoints: in the series of a `dns` metric these stand for who serves.
 */
export function nameOfAddress(address: string): string {
  if (!address.includes(":")) return `ip-${address.replaceAll(".", "-")}`;
  const [head = "", tail] = withoutIpv4(address.toLowerCase()).split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: IPV6_GROUPS - left.length - right.length }, () => "0");
  const groups = [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ""));
  return `ip6-${groups.join("-")}`;
}

/** The address that a name stands for, IPv6 with all its groups; null for the name of an endpoint. */
export function addressOfName(name: string): string | null {
  const ipv4 = IPV4_NAME.exec(name);
  if (ipv4 !== null) return ipv4.slice(1).join(".");
  const groups = IPV6_NAME.exec(name)?.[1];
  return groups === undefined ? null : groups.slice(1).replaceAll("-", ":");
}

/** An ending in IPv4 form (`::ffff:192.0.2.1`) as the two groups that it stands for. */
function withoutIpv4(address: string): string {
  return address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_text, ...octets: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = octets.map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
}
