import { describe, expect, it } from "vitest";
import { readRedisNodes, shownRedisUrl } from "../../controller/redis-address.ts";

const hosts = (text: string) => {
  const read = readRedisNodes(text);
  return read.ok ? read.nodes.map(({ host }) => host) : read.fault;
};

describe("controller/redis-address", () => {
  it.each([
    ["redis://a", ["a"]],
    ["rediss://u:p@a:7000/3", ["a:7000"]],
    ["redis://a:7000, redis://b:7001 ,redis://[::1]:7002", ["a:7000", "b:7001", "[::1]:7002"]],
    ["redis://u:p@a:1,redis://b:2,redis://u:p@c:3", ["a:1", "b:2", "c:3"]],
    ["rediss://a:1/0,rediss://b:2/", ["a:1", "b:2"]],
  ])("reads the nodes of %s", (text, expected) => {
    expect(hosts(text)).toEqual(expected);
  });

  it.each([
    ["redis://u:secret@a:1,redis://v:secret@b:2", /^gives b:2 another user than a:1/],
    ["redis://u:secret@a:1,redis://u:secret2@b:2", /^gives b:2 another password than a:1/],
    ["redis://a:1,redis://u:secret@b:2", /^gives b:2 another user than a:1/],
    ["redis://a:1,rediss://b:2", /^gives b:2 another protocol .* than a:1/],
    ["redis://a:1,redis://b:2/3", /^names database 3 of b:2/],
    ["redis://a:1,,redis://b:2", /^holds no address/],
    ["redis://a:1,b:2", /^holds no address/],
    ["http://u:secret@a", /^holds no address/],
    ["redis:///3", /^holds no address/],
    ["", /^holds no address/],
  ])("refuses %s in words without secrets", (text, fault) => {
    expect(hosts(text)).toMatch(fault);
    expect(JSON.stringify(readRedisNodes(text))).not.toContain("secret");
  });

  it("shows addresses without user and password", () => {
    expect(shownRedisUrl("rediss://u:p@example.com:7000/2")).toBe("rediss://example.com:7000/2");
    expect(shownRedisUrl("redis://u:p@a:1,redis://b")).toBe("redis://a:1,redis://b");
    expect(shownRedisUrl("a:1")).toBeNull();
  });
});
