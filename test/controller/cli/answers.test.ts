import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnswersReport } from "../../../controller/contract/answers.ts";
import { composeAnswers } from "../../../controller/core/answers/compose-answers.ts";
import { inputOf, runOf } from "../core/answers/sample-answers.ts";
import { ADDRESS } from "../core/routing/shop-design.ts";
import { type FakeController, fakeController } from "./fake-controller.ts";
import { runCli } from "./run-cli.ts";

let fake: FakeController;
let report: AnswersReport;
/** Looks until Route 53 was asked. */
let looks: number;

beforeEach(async () => {
  report = composeAnswers(inputOf());
  looks = 0;
  fake = await fakeController((path) => {
    if (path.endsWith("/ask")) return { status: 202, body: { service: "shop", askingSinceMs: 5 } };
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
    expect(fake.seen.map(({ method }) => method)).toEqual(["POST", "GET", "GET", "GET", "GET"]);
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
