import type { Target } from "../../probe/contract/assignment.ts";
import type { SocketMetric } from "../../probe/measure/target-measurer.ts";

/** Every spelling of an address that must not be reached, the owner having allowed 127.0.0.1 alone. */
const HOSTS: Record<string, string> = {
  plain: "127.0.0.2",
  decimal: "2130706434",
  octal: "0177.0.0.2",
  hex: "0x7f.0x0.0x0.0x2",
  hexwhole: "0x7f000002",
  short: "127.2",
  wide: "%31%32%37.0.0.2",
  ipv6: "[::1]",
  mapped: "[::ffff:127.0.0.2]",
  mappedhex: "[::ffff:7f00:2]",
  compatible: "[::127.0.0.2]",
  unspecified: "0.0.0.0",
  zero: "0",
  unspecified6: "[::]",
  denied: "127.0.0.3",
  metadata: "169.254.169.254",
  metadatadecimal: "2852039166",
  metadatahex: "0xa9fea9fe",
  metadatamapped: "[::ffff:169.254.169.254]",
  metadatatranslated: "[64:ff9b::169.254.169.254]",
  metadata6: "[fd00:ec2::254]",
  timeservice: "169.254.169.123",
  linklocal: "169.254.7.7",
  linklocal6: "[fe80::1]",
  azure: "168.63.129.16",
  multicast: "224.0.0.251",
  multicast6: "[ff02::1]",
  broadcast: "255.255.255.255",
};

/** Resolvers that must not be asked; an assignment can only name them as plain addresses. */
const RESOLVERS: Record<string, string> = {
  plain: "127.0.0.2",
  ipv6: "::1",
  mapped: "::ffff:127.0.0.2",
  mappedhex: "::ffff:7f00:2",
  unspecified: "0.0.0.0",
  unspecified6: "::",
  denied: "127.0.0.3",
  vpc: "169.254.169.253",
  vpc6: "fd00:ec2::253",
  multicast: "224.0.0.251",
};

/** Tricks that only the addresses of http have room for. */
const httpTricks = (port: number): Record<string, string> => ({
  userinfo: `http://127.0.0.1@127.0.0.2:${port}/`,
  userinfoport: `http://127.0.0.1:80@127.0.0.2:${port}/`,
  userinfohidden: `http://example.com%2F@127.0.0.2:${port}/`,
  backslash: `http://127.0.0.2:${port}\\@127.0.0.1/`,
  metadatapath: "http://169.254.169.254/latest/meta-data/",
});

/** A target under the name of an endpoint. */
export function targetAt(endpoint: string, url: string, more: Partial<Target> = {}): Target {
  return { service: "shop", entry: "direct", endpoint, url, ...more };
}

/**
 * For each metric all targets that must be refused without a packet, with every scheme that it takes.
 *
 * @param port where somebody listens on the forbidden addresses, TCP and UDP
 * @param own addresses of this machine that are not loopback
 */
export function hostileTargets(
  port: number,
  own: readonly string[],
): Record<SocketMetric, Target[]> {
  const hosts = {
    ...HOSTS,
    ...Object.fromEntries(own.map((address, index) => [`own${index}`, bracketed(address)])),
  };
  const resolvers = {
    ...RESOLVERS,
    ...Object.fromEntries(own.map((address, index) => [`own${index}`, address])),
  };
  const on = (scheme: string) =>
    Object.entries(hosts).map(([name, host]) =>
      targetAt(`${scheme}-${name}`, `${scheme}://${host}:${port}${scheme === "http" ? "/" : ""}`),
    );
  const tricks = Object.entries(httpTricks(port)).map(([name, url]) => targetAt(name, url));
  const asked = Object.entries(resolvers).map(([name, address]) =>
    targetAt(`dns-${name}`, "http://shop.test/", { resolver: { address, port } }),
  );
  const http2 = on("http").map(
    (target): Target => ({ ...target, endpoint: `h2-${target.endpoint}`, httpVersion: "2" }),
  );
  return {
    echo_rtt: [...on("http"), ...http2, ...tricks, ...asked],
    ttfb_new: [...on("http"), ...http2, ...tricks],
    connect: [...on("http"), ...on("tcp"), ...on("tls"), ...tricks],
    tls: [...on("https"), ...on("tls")],
    udp_rtt: on("udp"),
    dns: asked,
  };
}

const bracketed = (address: string) => (address.includes(":") ? `[${address}]` : address);
