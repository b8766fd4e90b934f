import { describe, expect, it } from "vitest";
import { parseMeasureTarget } from "../../../probe/cli/measure-target.ts";
import { UsageError } from "../../../probe/cli/usage-error.ts";
import { Target } from "../../../probe/contract/assignment.ts";

describe("probe/cli/measure-target", () => {
  it.each([
    ["https://example.com/health?x=1", "http", undefined],
    ["http://[::1]:8080", "http", undefined],
    ["tcp://db.example:5432", "tcp", undefined],
    ["tcp://[2001:db8::1]:22/", "tcp", undefined],
    ["tls://192.0.2.1:8883", "tls", undefined],
    ["udp://192.0.2.1:862", "udp", undefined],
    ["dns://192.0.2.53/app.example", "dns", { address: "192.0.2.53", port: 53 }],
    ["dns://192.0.2.53:5353/app.example.", "dns", { address: "192.0.2.53", port: 5_353 }],
    ["dns://[2001:db8::53]:5353/app.example", "dns", { address: "2001:db8::53", port: 5_353 }],
    ["dns:///app.example", "dns", undefined],
  ])("reads %s", (text, kind, resolver) => {
    const parsed = parseMeasureTarget(text);
    expect(parsed.kind).toBe(kind);
    expect(parsed.target.resolver).toEqual(resolver);
    expect(Target.safeParse(parsed.target).success).toBe(true);
  });

  it("reads icmp://", () => {
    const { kind, target } = parseMeasureTarget("icmp://[2001:db8::1]");
    expect([kind, target.url]).toEqual(["icmp", "icmp://[2001:db8::1]"]);
    expect(Target.safeParse(target).success).toBe(true);
  });

  it.each([
    "example.com",
    "icmp:///",
    "icmp://192.0.2.1/path",
    "",
    "ftp://192.0.2.1/",
    "tcp://192.0.2.1",
    "tcp://192.0.2.1:0",
    "tcp://192.0.2.1:80/path",
    "tls://user@192.0.2.1:80",
    "tls:///",
    "udp://x",
    "icmp://192.0.2.1:7",
    "dns://192.0.2.53/",
    "dns://ns.example/a",
  ])("says what is wrong with %j and what would be right", (text) => {
    expect(() => parseMeasureTarget(text)).toThrow(UsageError);
    expect(() => parseMeasureTarget(text)).toThrow(/^TARGET: /);
  });
});
