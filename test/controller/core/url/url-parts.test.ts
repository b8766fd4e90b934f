import { describe, expect, it } from "vitest";
import { hostOf, isHttps, pathOf, portOf } from "../../../../controller/core/url/url-parts.ts";

describe("controller/core/url/url-parts", () => {
  it.each([
    ["https://Shop.example/a?b=1#c", "shop.example", 443, "/a?b=1"],
    ["http://shop.example", "shop.example", 80, "/"],
    ["http://user:pw@shop.example:8080/", "shop.example", 8080, "/"],
    ["https://[2001:db8::1]:8443/x", "2001:db8::1", 8443, "/x"],
    ["HTTPS://198.51.100.1/a:81", "198.51.100.1", 443, "/a:81"],
  ])("takes %s apart", (url, host, port, path) => {
    expect([hostOf(url), portOf(url), pathOf(url)]).toEqual([host, port, path]);
    expect(isHttps(url)).toBe(url.toLowerCase().startsWith("https"));
  });

  it("finds no host in what is no such address", () => {
    expect(hostOf("shop.example")).toBe("");
  });
});
