import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readProbeFile } from "../../../probe/run/probe-file.ts";

const TOKEN = "0123456789abcdef";
const VARIABLE = "OFFICE_TOKEN";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-token-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function read(vantage: Record<string, unknown>, env: NodeJS.ProcessEnv = {}) {
  const path = join(dir, "probe.json");
  const file = {
    controllerUrl: "http://127.0.0.1:8080",
    spoolDir: join(dir, "spool"),
    vantages: [
      { id: "office", sourceAddress: "127.0.0.1", ...vantage },
      { id: "attic", tokenFile: "nowhere" },
    ],
  };
  await writeFile(path, JSON.stringify(file), { mode: 0o600 });
  const lines: unknown[] = [];
  const log = (...line: unknown[]) => lines.push(line);
  const setup = await readProbeFile(path, ["office"], log, env);
  return { vantages: setup.vantages, lines };
}

const put = (content: string, mode = 0o600) =>
  writeFile(join(dir, "office.token"), content, { mode });

describe("probe/run/read-token", () => {
  const expected = [{ id: "office", sourceAddress: "127.0.0.1", token: TOKEN }];

  it("reads a token from the probe file, from a file beside it and from the environment", async () => {
    await put(` ${TOKEN}\n`);
    const env = { [VARIABLE]: `${TOKEN}\n`, PATH: "/bin" };
    expect((await read({ token: TOKEN })).vantages).toEqual(expected);
    expect((await read({ tokenFile: "office.token" })).vantages).toEqual(expected);
    expect((await read({ tokenFile: join(dir, "office.token") })).vantages).toEqual(expected);
    expect((await read({ tokenEnv: VARIABLE }, env)).vantages).toEqual(expected);
    // No child and no other thread is to find it.
    expect(env).toEqual({ PATH: "/bin" });
  });

  it("warns when others may read a token file", async () => {
    await put(TOKEN);
    expect((await read({ tokenFile: "office.token" })).lines).toEqual([]);
    await rm(join(dir, "office.token"));
    await put(TOKEN, 0o644);
    const path = join(dir, "office.token");
    const { lines } = await read({ tokenFile: "office.token" });
    expect(lines).toEqual([
      ["warn", expect.stringContaining("others may read"), { path, mend: `chmod 600 ${path}` }],
    ]);
  });

  it.each([
    [{}],
    [{ token: TOKEN, tokenFile: "office.token" }],
    [{ tokenFile: "office.token", tokenEnv: VARIABLE }],
  ])("wants exactly one of the three: %j", async (vantage) => {
    await expect(read(vantage)).rejects.toThrow(
      /exactly one of token, tokenFile and tokenEnv[\s\S]*vantages\[0\]\.token/,
    );
  });

  it.each([
    ["a missing file", null, /tokenFile of vantage office: cannot read .*mode 0600.*ENOENT/],
    ["an empty file", " \n", /tokenFile of vantage office: .*office\.token is empty; put/],
    ["a short token", "0123456789", /office\.token holds no token: it has fewer than 16/],
    ["two lines", `${TOKEN}\n${TOKEN}`, /office\.token holds no token: it is not printable/],
  ])("says what is wrong with %s, and never repeats it", async (_what, content, message) => {
    if (content !== null) await put(content);
    const error = await read({ tokenFile: "office.token" }).catch((each: unknown) => each);
    expect(error).toMatchObject({ name: "ProbeFileError" });
    expect(describeAll(error)).toMatch(message);
    expect(describeAll(error)).not.toContain("0123456789");
  });

  it.each([
    [{}, /tokenEnv of vantage office: the environment has no variable OFFICE_TOKEN; set it/],
    [{ [VARIABLE]: "" }, /the variable OFFICE_TOKEN is empty; set it to the token/],
    [{ [VARIABLE]: "short" }, /the variable OFFICE_TOKEN holds no token: it has fewer than 16/],
  ])("says what is wrong with the environment %j", async (env, message) => {
    await expect(read({ tokenEnv: VARIABLE }, env)).rejects.toThrow(message);
  });

  it("names a field that there is not", async () => {
    await expect(read({ tokenfile: "office.token" })).rejects.toThrow("tokenfile");
  });
});

function describeAll(error: unknown): string {
  return error instanceof Error ? `${error.message} ${describeAll(error.cause)}` : "";
}
