import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRedisUrl } from "../../../../infra/local/controller/redis-url.ts";
import { tempFolder } from "../temp-folder.ts";

const SECRET = "redis://app:hunter2@redis.internal:6379";

describe("infra/local/controller/redis-url", () => {
  it("takes the file before the environment, and neither of its blanks", async () => {
    const file = join(await tempFolder(), "url");
    await writeFile(file, `${SECRET}\n`);
    expect((await readRedisUrl(file, { REDIS_URL: "redis://other" })).url).toBe(SECRET);
    const url = "rediss://other:6380/2";
    expect((await readRedisUrl(null, { REDIS_URL: url })).url).toBe(url);
    const nodes = "redis://u:hunter2@a:7000, redis://b:7001";
    expect(await readRedisUrl(null, { REDIS_URL: nodes })).toMatchObject({
      url: nodes,
      shown: "redis://a:7000,redis://b:7001",
    });
  });

  it.each([
    [{}, /REDIS_URL is not set/],
    [{ REDIS_URL: " " }, /REDIS_URL is not set/],
    [{ REDIS_URL: "http://app:hunter2@redis" }, /REDIS_URL holds no address of a Redis/],
  ])("says what is missing: %j", async (env, message) => {
    const error = await readRedisUrl(null, env).catch((each: unknown) => each);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
    expect(JSON.stringify(error)).not.toContain("hunter2");
  });

  it("says which file cannot be read", async () => {
    await expect(readRedisUrl("/nonexistent/url", {})).rejects.toMatchObject({
      message: expect.stringContaining("/nonexistent/url"),
      mend: expect.stringContaining("--redis-url-file"),
    });
  });
});
