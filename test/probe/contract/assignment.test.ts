import { describe, expect, it } from "vitest";
import { Target } from "../../../probe/contract/assignment.ts";

const accepts = (url: string) =>
  Target.safeParse({ service: "shop", entry: "direct", endpoint: null, url }).success;

describe("probe/contract/assignment", () => {
  it.each([
    "https://app.example/health?x=1",
    "http://[::1]:8080",
    "tcp://db.example:5432",
    "tls://[2001:db8::1]:8883",
    "udp://192.0.2.1:862",
    "icmp://app.example",
    "icmp://[2001:db8::1]/",
  ])("takes %s as the address of a target", (url) => {
    expect(accepts(url)).toBe(true);
  });

  it.each([
    "ftp://app.example/",
    "tcp://db.example",
    "tcp://db.example:0",
    "tcp://user@db.example:5432",
    "tcp:db.example:5432",
    "udp://192.0.2.1:862/path",
    "udp://192.0.2.1:99999",
    "icmp://192.0.2.1:7",
    "icmp://app.example/path",
    "icmp://user@app.example",
    "icmp://",
  ])("refuses %s", (url) => {
    expect(accepts(url)).toBe(false);
  });

  it("knows HTTP/1.1 and HTTP/2 and no other", () => {
    const target = { service: "shop", entry: "direct", endpoint: null, url: "https://a.example/" };
    const accepted = ["1.1", "2", "3", 2].filter(
      (httpVersion) => Target.safeParse({ ...target, httpVersion }).success,
    );
    expect(accepted).toEqual(["1.1", "2"]);
  });
});
