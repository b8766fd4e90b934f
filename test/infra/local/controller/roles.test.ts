import { describe, expect, it } from "vitest";
import { parseRoles, rolesText } from "../../../../infra/local/controller/roles.ts";

describe("infra/local/controller/roles", () => {
  it.each([
    ["api", { api: true, worker: false }, "api"],
    ["worker", { api: false, worker: true }, "worker"],
    ["worker, api", { api: true, worker: true }, "api, worker"],
  ])("reads %j", (text, roles, shown) => {
    expect(parseRoles(text)).toEqual({ ok: true, roles });
    expect(rolesText(roles)).toBe(shown);
  });

  it.each(["", "api,", "workers", "api;worker"])("refuses %j", (text) => {
    expect(parseRoles(text)).toMatchObject({
      ok: false,
      message: expect.stringContaining("no role"),
    });
  });
});
