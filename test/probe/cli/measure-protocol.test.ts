import { describe, expect, it } from "vitest";
import {
  type ProtocolFlags,
  type ProtocolOptions,
  parseProtocolOptions,
  withProtocol,
} from "../../../probe/cli/measure-protocol.ts";
import { type MeasureKind, parseMeasureTarget } from "../../../probe/cli/measure-target.ts";

const plain: ProtocolOptions & { sourceAddress: string | null } = {
  httpVersion: "1.1",
  family: null,
  recordType: null,
  clientSubnet: null,
  sourceAddress: null,
};
const targetOf = (text: string) => parseMeasureTarget(text).target;

describe("probe/cli/measure-protocol", () => {
  it("speaks HTTP/1.1 over either family, and asks dns:// for A, unless told otherwise", () => {
    const { sourceAddress: _none, ...expected } = plain;
    expect(parseProtocolOptions({}, "http", "echo_rtt")).toEqual(expected);
    expect(parseProtocolOptions({}, "dns", "dns")).toEqual({ ...expected, recordType: "A" });
  });

  it.each([
    [{ http2: true }, "http", "ttfb_new", { httpVersion: "2" }],
    [{ ipv4: true }, "tcp", "connect", { family: 4 }],
    [{ ipv6: true }, "icmp", "icmp_rtt", { family: 6 }],
    [{ type: "aaaa" }, "dns", "dns", { recordType: "AAAA" }],
    [{ clientSubnet: "203.0.113.7/24" }, "dns", "dns", { clientSubnet: "203.0.113.7/24" }],
    [{ clientSubnet: "2001:db8::/056" }, "dns", "dns", { clientSubnet: "2001:db8::/56" }],
  ] as [ProtocolFlags, MeasureKind, string, Partial<ProtocolOptions>][])(
    "reads %j for %s",
    (flags, kind, metric, expected) => {
      expect(parseProtocolOptions(flags, kind, metric)).toMatchObject(expected);
    },
  );

  it.each([
    [{ http2: true }, "http", "connect", /^--http2: connect sends no request/],
    [{ http2: true }, "udp", "udp_rtt", /^--http2/],
    [{ ipv4: true, ipv6: true }, "http", "echo_rtt", /^--ipv4 and --ipv6/],
    [{ ipv6: true }, "dns", "dns", /^--ipv6 is not for dns/],
    [{ type: "MX" }, "dns", "dns", /^--type: "MX"/],
    [{ type: "A" }, "http", "echo_rtt", /^--type is for dns/],
    [{ clientSubnet: "203.0.113.0/24" }, "http", "echo_rtt", /^--client-subnet is for dns/],
    [{ clientSubnet: "203.0.113.0" }, "dns", "dns", /^--client-subnet/],
    [{ clientSubnet: "203.0.113.0/33" }, "dns", "dns", /^--client-subnet/],
    [{ clientSubnet: "2001:db8::/129" }, "dns", "dns", /^--client-subnet/],
    [{ clientSubnet: "fe80::%eth0/64" }, "dns", "dns", /^--client-subnet/],
    [{ clientSubnet: "home/24" }, "dns", "dns", /^--client-subnet/],
  ] as [ProtocolFlags, MeasureKind, string, RegExp][])(
    "refuses %j for %s with %s",
    (flags, kind, metric, message) => {
      expect(() => parseProtocolOptions(flags, kind, metric)).toThrow(message);
    },
  );

  it("adds to the target what is asked for, and nothing else", () => {
    const web = targetOf("https://app.example/");
    expect(withProtocol(web, plain)).toEqual(web);
    expect(withProtocol(web, { ...plain, httpVersion: "2" })).toEqual({ ...web, httpVersion: "2" });
    const dns = targetOf("dns://[2001:db8::53]:5353/app.example");
    const clientSubnet = "203.0.113.0/24";
    expect(withProtocol(dns, { ...plain, clientSubnet }).resolver).toEqual({
      address: "2001:db8::53",
      port: 5_353,
      clientSubnet,
    });
  });

  it.each([
    ["http://192.0.2.1/", { family: 6 }, "192.0.2.1 is no IPv6 address, which --ipv6 asks for"],
    ["tcp://[2001:db8::1]:5432", { family: 4 }, "which --ipv4 asks for"],
    ["http://192.0.2.1/", { sourceAddress: "2001:db8::7" }, "but --source is"],
    ["http://a.example/", { family: 4, sourceAddress: "2001:db8::7" }, "--source: 2001:db8::7 is"],
    ["dns://192.0.2.53/a.example", { sourceAddress: "2001:db8::7" }, "192.0.2.53 is no IPv6"],
  ] as const)("refuses %s with %j", (text, options, message) => {
    expect(() => withProtocol(targetOf(text), { ...plain, ...options })).toThrow(message);
  });
});
