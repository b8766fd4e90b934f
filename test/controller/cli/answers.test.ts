import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnswersReport } from "../../../controller/contract/answers.ts";
import { composeAnswers } from "../../../controller/core/answers/compose-answers.ts";
import { inputOf, runOf } from "../core/answers/sample-answers.ts";
import { ADDRESS } from "../core/routing/shop-design.ts";
import { type FakeController, fakeController } from "./fake-controller.ts";
import { runCli } from "./run-cli.ts";
import { SHADOW_PLAN } from "./sample-shadow.ts";

let fake: FakeController;
let report: AnswersReport;
/** Looks until Route 53 was asked. */
let looks: number;

beforeEach(async () => {
  report = composeAnswers(inputOf());
  looks = 0;
  fake = await fakeController((path) => {
    if (path.endsWith("/ask")) return { status: 202, body: { service: "shop", askingSinceMs: 5 } };
    if (path.endsWith("/shadow")) return { body: SHADOW_PLAN };
    if (path.includes("/shadow/")) {
      return { status: 202, body: { service: "shop", askingSinceMs: 5 } };
    }
    looks -= 1;
    const isAsked = looks <= 0;
    return {
      body: { report, askingSinceMs: isAsked ? null : 5, askedAtMs: isAsked ? 9 : 3 },
    };
  });
});
afterEach(async () => {
  await fake.close();
});

const run = (...words: string[]) => runCli(["answers", "shop", ...words, "--url", fake.url]);

describe("controller/cli/answers-command", () => {
  it("compares what is known, and asks nobody anew", async () => {
    const { status, out } = await run();
    expect(status).toBe(0);
    expect(out).toContain("The sources agree on www.shop.example as it stands");
    expect(fake.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /v1/services/shop/answers",
    ]);
  });

  it("calls disagreement a finding, and tells its reasons", async () => {
    report = composeAnswers(
      inputOf({ run: runOf({ "eu-central-1": [ADDRESS["ap-southeast-2"]] }) }),
    );
    const { status, out } = await run("--json");
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      exitStatus: 2,
      report: { disagreements: [{ sources: ["lookup", "test"] }, { sources: ["test", "model"] }] },
    });
  });

  it("with --source test asks Route 53 and waits until it has answered", async () => {
    looks = 3;
    const { status } = await run("--source", "test");
    expect(status).toBe(0);
    expect(fake.seen.map(({ method }) => method)).toEqual(["POST", "GET", "GET", "GET"]);
  });

  it("is inconclusive where a source does not know of everybody, or there is nothing to compare", async () => {
    report = composeAnswers(inputOf({ run: null }));
    expect((await run("--source", "test")).status).toBe(3);
    report = composeAnswers(inputOf({ run: null, observed: new Map() }));
    expect((await run()).status).toBe(3);
  });

  it("is told what sources there are", async () => {
    expect(await run("--source", "guess")).toMatchObject({
      status: 64,
      err: expect.stringContaining("observed, test, model"),
    });
  });
});

describe("controller/cli/answers-command --shadow", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "isochrone-shadow-"));
    file = join(folder, "design.json");
    writeFileSync(file, JSON.stringify(SHADOW_PLAN.design));
    report = composeAnswers(inputOf({ about: "proposed", run: null }));
    looks = 2;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const tryIt = (words: readonly string[], more: Parameters<typeof runCli>[1] = {}) =>
    runCli(["answers", "shop", "--shadow", file, ...words, "--url", fake.url], more);
  const asked = () => fake.seen.map(({ method, url }) => `${method} ${url.split("answers")[1]}`);
  const confirmed = `POST /shadow/${SHADOW_PLAN.id}`;

  it("shows what would be written before it asks, and writes nothing that is declined", async () => {
    const questions: string[] = [];
    const ask = (question: string) => {
      questions.push(question);
      return Promise.resolve("n");
    };
    const { status, out, err } = await tryIt([], { ask });
    expect(status).toBe(1);
    expect(out).toContain("3 record sets would be created in hosted zone Z0SHOP");
    expect(err).toContain("nothing was changed");
    expect(questions).toEqual(["Create these, ask, and delete them again? [y/N] "]);
    expect(asked()).toEqual(["POST /shadow"]);
    expect(fake.bodies).toEqual([SHADOW_PLAN.design]);
  });

  it("has it written once it is confirmed, and waits for what Route 53 says of it", async () => {
    const { status, out } = await tryIt([], { ask: () => Promise.resolve("y") });
    expect(status).toBe(3);
    expect(out).toContain("as it is proposed");
    const look = "GET ?about=proposed";
    expect(asked()).toEqual(["POST /shadow", confirmed, look, look]);
  });

  it("asks nobody with --yes, and with nobody there it writes nothing", async () => {
    const { out } = await tryIt(["--yes", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ exitStatus: 3, shadow: { id: SHADOW_PLAN.id } });
    expect(asked()).toContain(confirmed);
    const before = asked().length;
    expect(await tryIt(["--json"])).toMatchObject({ status: 1 });
    expect(asked().slice(before)).toEqual(["POST /shadow"]);
  });

  it("with --dry-run shows and leaves it", async () => {
    const { status, out } = await tryIt(["--dry-run"]);
    expect([status, out]).toEqual([0, expect.stringContaining("Nothing was written.")]);
    expect(asked()).toEqual(["POST /shadow"]);
  });

  it("names what is wrong with a design, and with the words", async () => {
    writeFileSync(file, JSON.stringify({ hostedZones: [{ id: "Z0SHOP", name: "shop.example" }] }));
    const { status, err } = await tryIt(["--yes"]);
    expect([status, err]).toEqual([1, expect.stringContaining("hostedZones[0].records")]);
    expect(err).toContain("incumbent.design");
    expect((await tryIt(["--source", "test"])).status).toBe(64);
    expect(await run("--yes")).toMatchObject({
      status: 64,
      err: expect.stringContaining("--yes goes with --shadow"),
    });
    expect(fake.seen).toEqual([]);
  });
});
