import { describe, expect, it } from "vitest";
import type { Identity } from "../../../controller/access/identify.ts";
import {
  isSameOrigin,
  type Need,
  type Permission,
  permit,
} from "../../../controller/access/permit.ts";

const person = (role: "viewer" | "operator" | "admin"): Identity => ({
  kind: "session",
  holder: { name: "someone", role },
});
const probe: Identity = { kind: "probe", vantage: "eu-west-1" };
const NEEDS: Need[] = ["open", "probe", "viewer", "operator", "admin"];
const yes: Permission = "granted";
const no: Permission = "forbidden";
const who: Permission = "unknown";

describe("controller/access/permit", () => {
  it.each([
    ["nobody", null, [yes, who, who, who, who]],
    ["a probe", probe, [yes, yes, no, no, no]],
    ["a viewer", person("viewer"), [yes, no, yes, no, no]],
    ["an operator", person("operator"), [yes, no, yes, yes, no]],
    ["an admin", person("admin"), [yes, no, yes, yes, yes]],
  ] as const)("decides for %s", (_name, identity, permissions) => {
    expect(NEEDS.map((need) => permit(identity, need))).toEqual(permissions);
  });

  it("takes only the page's own address for the same origin", () => {
    expect(isSameOrigin("http://127.0.0.1:7466", "127.0.0.1:7466")).toBe(true);
    expect(isSameOrigin("http://127.0.0.1:7467", "127.0.0.1:7466")).toBe(false);
    expect(isSameOrigin("http://evil.test", "127.0.0.1:7466")).toBe(false);
    for (const origin of [undefined, "null", "", "127.0.0.1:7466"]) {
      expect(isSameOrigin(origin, "127.0.0.1:7466")).toBe(false);
    }
    expect(isSameOrigin("http://127.0.0.1:7466", undefined)).toBe(false);
  });
});
