import { describe, expect, it } from "vitest";
import { parsePathTarget } from "../../../probe/cli/path-target.ts";
import { UsageError } from "../../../probe/cli/usage-error.ts";

describe("probe/cli/path-target", () => {
  it.each([
    ["example.com", "example.com", null, null],
    ["192.0.2.10", "192.0.2.10", null, null],
    ["[2001:db8::1]", "2001:db8::1", null, null],
    ["icmp://192.0.2.10", "192.0.2.10", "icmp", null],
    ["tcp://db.example:5432", "db.example", "tcp", 5_432],
    ["tls://[2001:db8::1]:8883", "2001:db8::1", "tcp", 8_883],
    ["https://example.com/health", "example.com", "tcp", 443],
    ["http://example.com:8080/", "example.com", "tcp", 8_080],
    ["udp://192.0.2.10:862", "192.0.2.10", "udp", 862],
    ["dns://192.0.2.53/example.com", "192.0.2.53", "udp", 53],
  ])("reads %s", (text, host, protocol, port) => {
    expect(parsePathTarget(text)).toEqual({ host, protocol, port });
  });

  it.each([
    "",
    "-h",
    "--tcp",
    "a b",
    "example.com/path",
    "dns:///example.com",
    "ftp://a",
    "tcp://a",
  ])("says what is wrong with %j", (text) => {
    expect(() => parsePathTarget(text)).toThrow(UsageError);
    expect(() => parsePathTarget(text)).toThrow(/^TARGET: /);
  });
});
