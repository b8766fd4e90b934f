import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { placeSocket } from "../../../../infra/local/redis/socket-place.ts";
import { tempFolder } from "../temp-folder.ts";

const long = (folder: string) => join(folder, "x".repeat(120));

describe("infra/local/redis/socket-place", () => {
  it("stands beside the data where the path is short enough", async () => {
    const data = await tempFolder();
    expect(await placeSocket(data, [])).toEqual({
      path: join(data, "redis.sock"),
      ownFolder: null,
    });
  });

  it("moves to a private folder of its own where the path is too long", async () => {
    const short = await tempFolder();
    const place = await placeSocket(long(short), [short]);
    expect(dirname(place.ownFolder ?? "")).toBe(short);
    expect(dirname(place.path)).toBe(place.ownFolder);
    expect((await stat(place.ownFolder ?? "")).mode & 0o777).toBe(0o700);
    expect(Buffer.byteLength(place.path)).toBeLessThanOrEqual(100);
  });

  it("counts bytes, not characters", async () => {
    const short = await tempFolder();
    const place = await placeSocket(join(short, "é".repeat(40)), [short]);
    expect(place.ownFolder).not.toBeNull();
  });

  it("passes over a folder that is missing or itself too long", async () => {
    const [short, other] = [await tempFolder(), await tempFolder()];
    await mkdir(long(other));
    const place = await placeSocket(long(short), [join(other, "missing"), long(other), short]);
    expect(dirname(place.ownFolder ?? "")).toBe(short);
  });
});
