import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { ModelError } from "../../../controller/contract/model-error.ts";
import { type FakeController, fakeController, type Reply } from "./fake-controller.ts";
import { runCli } from "./run-cli.ts";
import {
  SAMPLE_STATUS,
  sampleDeadLetters,
  sampleMatrix,
  sampleRecommendation,
} from "./sample-answers.ts";

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function controller(reply: (path: string, call: number) => Reply): Promise<FakeController> {
  const fake = await fakeController(reply);
  cleanups.push(() => fake.close());
  return fake;
}

const MODEL_ERROR: ModelError = {
  ...{ recommendation: "REC-0006", service: "shop", design: "as it stands", predictedAtMs: 1 },
  ...{ measured: { fromMs: 1, toMs: 2 }, groups: [], p50: null, endpoint: null },
  sentence: "REC-0006: its p50 was within 5 % or 2 ms for all.",
};

/** Answers every route with its sample. */
function samples(path: string): Reply {
  if (path === "/v1/status") return { body: SAMPLE_STATUS.healthy };
  if (path === "/v1/matrix") return { body: sampleMatrix("direct") };
  if (path === "/v1/recommendations") return { body: [sampleRecommendation()] };
  if (path === "/v1/model-errors") return { body: [MODEL_ERROR] };
  if (path === "/v1/dead-letters") return { body: sampleDeadLetters() };
  if (path === "/v1/session/link") return { body: { url: "http://127.0.0.1:1/login?token=x" } };
  return { status: 404, body: {} };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "isochrone-cli-"));
  cleanups.push(() => rmSync(path, { recursive: true }));
  return path;
}

const COMMANDS = [["status"], ["matrix"], ["recommend"], ["dead-letters"], ["link"]];

describe("controller/cli/commands", () => {
  it.each(Object.entries({ healthy: 0, degraded: 2, outage: 2, "cannot-tell": 3, starting: 3 }))(
    "ends status with its verdict: %s",
    async (verdict, exit) => {
      const body = SAMPLE_STATUS[verdict as keyof typeof SAMPLE_STATUS];
      const { url } = await controller(() => ({ body }));
      const plain = await runCli(["status", "--url", url]);
      expect(plain.status).toBe(exit);
      expect(plain.out.split("\n")[0]).toBe(body.sentence);
      expect(plain.err).toBe(`view  ${url}/\n`);
      const json = await runCli(["status", "--url", url, "--json"]);
      expect(json.status).toBe(exit);
      expect(JSON.parse(json.out)).toEqual({
        schemaVersion: "1.0",
        ok: exit === 0,
        exitStatus: exit,
        status: body,
      });
    },
  );

  it("asks the matrix for what the flags say", async () => {
    const fake = await controller(samples);
    const words = "matrix --entry dns --metric ttfb_new --window 1h --service checkout".split(" ");
    const run = await runCli([...words, "--url", fake.url]);
    expect(run.status).toBe(0);
    expect(fake.seen[0]?.url).toBe(
      "/v1/matrix?service=checkout&entry=dns&metric=ttfb_new&windowMs=3600000",
    );
    expect(run.err).toContain(`${fake.url}/matrix?service=checkout&entry=dns`);
  });

  it("calls a matrix without a number inconclusive", async () => {
    const matrix = sampleMatrix("direct");
    const cells = matrix.cells.map((cell) => ({ ...cell, state: "probe", summary: null }));
    const { url } = await controller(() => ({ body: { ...matrix, cells } }));
    expect((await runCli(["matrix", "--url", url])).status).toBe(3);
  });

  it("prints a recommendation, and that there is none yet", async () => {
    const some = await controller(samples);
    const run = await runCli(["recommend", "--url", some.url]);
    expect(run.status).toBe(3);
    expect(run.out).toContain("REC-0007 Not enough evidence for a change: 0.04 of 7 full days.");
    expect(run.out.trimEnd().endsWith(MODEL_ERROR.sentence)).toBe(true);
    const none = await controller(() => ({ body: [] }));
    const empty = await runCli(["recommend", "--url", none.url, "--json"]);
    expect(empty.status).toBe(3);
    expect(JSON.parse(empty.out)).toMatchObject({ ok: false, recommendation: null });
  });

  it("prints a login link and nothing else", async () => {
    const fake = await controller(samples);
    const run = await runCli(["link", "--url", fake.url]);
    expect(run).toEqual({ status: 0, out: "http://127.0.0.1:1/login?token=x\n", err: "" });
    expect(fake.seen[0]?.method).toBe("POST");
  });

  it("finds the running controller by its run file and sends its token there alone", async () => {
    const fake = await controller(samples);
    const other = await controller(samples);
    const dataDir = folder();
    const runFile = { url: fake.url, apiToken: "isa.secret", pid: 1, startedAtMs: 1 };
    writeFileSync(join(dataDir, "run.json"), JSON.stringify(runFile));
    expect((await runCli(["status", "--data-dir", dataDir])).status).toBe(0);
    expect(fake.seen[0]?.token).toBe("Bearer isa.secret");
    await runCli(["status", "--data-dir", dataDir, "--url", other.url]);
    expect(other.seen[0]?.token).toBeNull();
    const env = { ISOCHRONE_URL: other.url, ISOCHRONE_TOKEN: "isa.other" };
    await runCli(["status", "--data-dir", dataDir], { env });
    expect(other.seen[1]?.token).toBe("Bearer isa.other");
    writeFileSync(join(dataDir, "token"), "isa.filed\n");
    await runCli(["status", "--url", other.url, "--token-file", join(dataDir, "token")], { env });
    expect(other.seen[2]?.token).toBe("Bearer isa.filed");
  });

  it.each(COMMANDS)("says in %s that nobody answers, in words and as JSON", async (command) => {
    const gone = await fakeController(samples);
    await gone.close();
    const run = await runCli([command, "--url", gone.url]);
    expect(run).toEqual({
      status: 1,
      out: "",
      err: `isochrone: no controller answers at ${gone.url}: start one with \`isochrone start\`, or name it with --url\n`,
    });
    const json = await runCli([command, "--json", "--url", gone.url]);
    expect(json.status).toBe(1);
    expect(json.err).toBe("");
    expect(JSON.parse(json.out)).toMatchObject({
      schemaVersion: "1.0",
      ok: false,
      error: {
        code: "unreachable",
        mend: "start one with `isochrone start`, or name it with --url",
      },
    });
  });

  it("says that no controller runs here", async () => {
    const run = await runCli(["status"], { home: folder() });
    expect(run.status).toBe(1);
    expect(run.err).toContain("no controller runs on this machine");
  });

  it("passes on what the controller refuses", async () => {
    const problem = {
      code: "unknown_service",
      message: "There is no service shop.",
      mend: "Use one of checkout.",
      fields: [],
      requestId: "r-1",
    };
    const { url } = await controller(() => ({ status: 404, body: problem }));
    const run = await runCli(["matrix", "--url", url, "--json"]);
    expect(run.status).toBe(1);
    const { code, message, mend, requestId } = problem;
    expect(JSON.parse(run.out)).toMatchObject({
      ok: false,
      error: { code, message, mend, requestId },
    });
    const refusing = await controller(() => ({ status: 401, body: problem }));
    expect((await runCli(["status", "--url", refusing.url])).err).toContain("--token-file");
  });

  it("names the fields that the controller finds at fault, with their places", async () => {
    const fields = [
      { path: "clientGroups[0].share", message: "must be 1 or less", line: 12, column: 12 },
      { path: "label", message: "is missing" },
    ];
    const problem = { code: "invalid", message: "It has 2 faults.", mend: "Correct them." };
    const body = { ...problem, fields, requestId: "r-1" };
    const { url } = await controller(() => ({ status: 400, body }));
    const run = await runCli(["matrix", "--url", url]);
    expect(run.err).toBe(
      "isochrone: It has 2 faults: Correct them\n  12:12: clientGroups[0].share: must be 1 or less\n  label: is missing\n",
    );
    const json = await runCli(["matrix", "--url", url, "--json"]);
    expect(JSON.parse(json.out)).toMatchObject({ error: { fields } });
  });

  it("does not take another server's answer for a controller's", async () => {
    const { url } = await controller(() => ({ body: "<html>hello</html>" }));
    const run = await runCli(["status", "--url", url]);
    expect(run.status).toBe(1);
    expect(run.err).toContain("answered something else");
  });

  it.each([
    [["status", "--wait", "perfect"]],
    [["matrix", "--stat", "mean"]],
    [["matrix", "--window", "soon"]],
    [["matrix", "--window", "4000d"]],
    [["recommend", "--nonsense"]],
    [["status", "--width", "wide"]],
  ])("tells wrong usage in words and as JSON: %j", async (words) => {
    const run = await runCli(words);
    expect(run.status).toBe(64);
    expect(run.out).toBe("");
    expect(run.err).toMatch(/^error: /);
    const json = await runCli([...words, "--json"]);
    expect(json.status).toBe(64);
    expect(json.err).toBe("");
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      exitStatus: 64,
      error: { code: "usage" },
    });
  });

  it("waits for health and tells every change of state once", async () => {
    const { url, seen } = await controller((_path, call) => ({
      body: call < 4 ? SAMPLE_STATUS.starting : SAMPLE_STATUS.healthy,
    }));
    const run = await runCli(["status", "--wait", "healthy", "--timeout", "60s", "--url", url]);
    expect(run.status).toBe(0);
    expect(seen).toHaveLength(4);
    expect(run.err).toBe(`0 s  starting\nview  ${url}/\n`);
  });

  it("gives up waiting when the time is over, with the status of then", async () => {
    const { url, seen } = await controller(() => ({ body: SAMPLE_STATUS.degraded }));
    const run = await runCli(["status", "--wait", "healthy", "--timeout", "5s", "--url", url]);
    expect(run.status).toBe(2);
    expect(seen).toHaveLength(6);
    expect(run.err).toContain("not healthy after 5 s");
  });

  it("keeps waiting for a controller that does not answer yet", async () => {
    const gone = await fakeController(samples);
    await gone.close();
    const run = await runCli(["status", "--wait", "healthy", "--timeout", "3s", "--url", gone.url]);
    expect(run.status).toBe(1);
    expect(run.err).toContain("not healthy after 3 s");
  });

  it("colours for terminals, not for files, and as the environment asks", async () => {
    const { url } = await controller(samples);
    const words = ["status", "--url", url];
    const colour = "\u001b[";
    const terminal = { terminalColumns: 100 };
    expect((await runCli(words)).out).not.toContain(colour);
    expect((await runCli(words, terminal)).out).toContain(colour);
    expect((await runCli(words, { ...terminal, env: { NO_COLOR: "1" } })).out).not.toContain(
      colour,
    );
    expect((await runCli(words, { ...terminal, env: { TERM: "dumb" } })).out).not.toContain(colour);
    expect((await runCli(words, { env: { FORCE_COLOR: "1" } })).out).toContain(colour);
  });

  it("shows examples and exit statuses in its help", async () => {
    for (const [command] of COMMANDS) {
      const run = await runCli([command ?? "", "--help"]);
      expect(run.status).toBe(0);
      if (command !== "link") expect(run.out).toMatch(/Examples:[\s\S]+Exit status:/);
    }
  });
});
