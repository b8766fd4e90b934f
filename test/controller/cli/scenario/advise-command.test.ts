import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Recommendation } from "../../../../controller/contract/recommendation.ts";
import { runCli } from "../run-cli.ts";
import { CSV, type Folder, HEAD, openFolder, RUNS } from "./scenario-files.ts";

let folder: Folder;
let example: string;
beforeAll(async () => {
  folder = openFolder({
    "small/scenario.yaml": HEAD,
    "small/failover-runs.yaml": RUNS,
    "small/evidence/a.csv": CSV,
    "more.yaml": "isochroneWhatIf: 1\nlabel: Twice as many\ngrowth: {all: 2}\n",
    "bad.yaml": "isochroneWhatIf: 1\nremove: [atlantis]\n",
    "faulty/scenario.yaml": HEAD.replace("latitude: 53.35", "latitude: 153"),
  });
  example = `${folder.path}/example`;
  await runCli(["advise", "--example", example]);
  // What works it out is loaded when first asked for, which is not the first test's business.
  await import("../../../../controller/cli/scenario/answer-scenario.ts");
});
afterAll(() => {
  folder.remove();
});

const run = (...words: string[]) => runCli(["advise", ...words]);

describe("controller/cli/advise-command", { timeout: 60_000 }, () => {
  it("answers the example with a firm verdict, named as simulated in the first line", async () => {
    const { status, out, err } = await run(example);
    expect(err).toBe("");
    expect(out).toMatch(/^SIMULATED EVIDENCE: Change to /);
    expect(out).toContain("WHAT WOULD CHANGE IT");
    expect(status).toBe(2);
  });

  it("gives programs the same, every design with --explain", async () => {
    const short = JSON.parse((await run(example, "--json")).out) as { advice: object };
    const long = JSON.parse((await run(example, "--json", "--explain")).out) as {
      advice: { designs: object[] };
    };
    expect(short).toMatchObject({ ok: false, exitStatus: 2 });
    const asStored = (advice: object) =>
      Recommendation.parse({
        ...advice,
        id: "REC-0001",
        evidence: { ...(advice as { evidence: object }).evidence, hash: "" },
      });
    const { designs, evidence } = asStored(short.advice);
    expect(evidence.source).toBe("simulated");
    expect(long.advice.designs.length).toBeGreaterThan(2 * designs.length);
    expect(designs.filter(({ standing }) => standing !== "chosen")).not.toContainEqual(
      expect.objectContaining({ reasons: [] }),
    );
  });

  it("says what is missing of little evidence, and ends with 3", async () => {
    const { status, out } = await run(`${folder.path}/small`);
    expect(status).toBe(3);
    expect(out).toMatch(/^Not enough evidence/);
    expect(out).toContain("full days");
  });

  it("leaves out what came after a moment", async () => {
    const early = await run(example, "--at", "2026-10-06T00:00Z");
    expect(early.status).toBe(3);
    expect(early.out).toContain("evidence 2026-10-01 00:00 UTC to 2026-10-05 23:05 UTC");
    expect((await run(example, "--at", "yesterday")).status).toBe(64);
  });

  it("shows what would be with a what-if, beside what is", async () => {
    const more = `${folder.path}/more.yaml`;
    const { out } = await run(example, "--what-if", more);
    expect(out).toMatch(/^WHAT IF, SIMULATED EVIDENCE: Twice as many\. /);
    expect(out).toContain("cost of the best design");
    const json = JSON.parse((await run(example, "--what-if", more, "--json")).out) as object;
    expect(json).toMatchObject({
      before: { outcome: "change" },
      whatIf: { label: "Twice as many" },
    });
    const bad = await run(example, "--what-if", `${folder.path}/bad.yaml`);
    expect(bad.status).toBe(1);
    expect(bad.err).toMatch(/bad\.yaml:2:10: remove\[0\]: atlantis: no such endpoint; there are/);
  });

  it("tells faults with file, line, field and mend, in words and as JSON", async () => {
    const plain = await run(`${folder.path}/faulty`);
    expect(plain.status).toBe(1);
    expect(plain.err).toContain(
      "faulty/scenario.yaml:9:17: service.endpoints[0].latitude: must be 90 or less",
    );
    const json = JSON.parse((await run(`${folder.path}/faulty`, "--json")).out) as object;
    expect(json).toMatchObject({
      exitStatus: 1,
      error: { code: "invalid_scenario", fields: [{ path: "service.endpoints[0].latitude" }] },
    });
  });

  it("prints the schema, and a table of its fields", async () => {
    const { schema } = JSON.parse((await run("--schema", "--json")).out) as { schema: object };
    expect(schema).toMatchObject({ additionalProperties: false });
    expect(JSON.parse((await run("--schema")).out)).toEqual(schema);
    expect((await run("--schema", "--fields")).out).toMatch(/^\| field \| value \| meaning \|/);
  });

  it.each([
    [[]],
    [["--schema", "shop"]],
    [["--example", "x", "--schema"]],
    [["a", "b"]],
    [["shop", "--by", "colour"]],
  ])("calls %j wrong usage", async (words) => {
    expect((await run(...words)).status).toBe(64);
    const json = await run(...words, "--json");
    expect(JSON.parse(json.out)).toMatchObject({ exitStatus: 64, error: { code: "usage" } });
  });
});
