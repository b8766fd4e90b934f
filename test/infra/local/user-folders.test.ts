import { homedir, tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { userFolders } from "../../../infra/local/user-folders.ts";

describe("infra/local/user-folders", () => {
  it("follows the XDG variables", () => {
    const env = { XDG_CACHE_HOME: "/c", XDG_STATE_HOME: "/s", XDG_RUNTIME_DIR: "/r", HOME: "/h" };
    expect(userFolders(env)).toEqual({
      cache: "/c/isochrone",
      state: "/s/isochrone",
      runtime: "/r",
    });
  });

  it("falls back to the home folder, ignoring relative and empty values", () => {
    expect(userFolders({ HOME: "/h", XDG_CACHE_HOME: "c", XDG_STATE_HOME: "" })).toEqual({
      cache: "/h/.cache/isochrone",
      state: "/h/.local/state/isochrone",
      runtime: tmpdir(),
    });
    expect(userFolders({}).cache).toBe(`${homedir()}/.cache/isochrone`);
  });
});
