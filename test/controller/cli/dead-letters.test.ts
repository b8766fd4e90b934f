import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeController, fakeController } from "./fake-controller.ts";
import { runCli } from "./run-cli.ts";
import { sampleDeadLetter, sampleDeadLetters } from "./sample-answers.ts";

const ID = "eu-west-1.4f1c09ab.117";

let fake: FakeController;

beforeEach(async () => {
  fake = await fakeController((path) => {
    if (path === "/v1/dead-letters/gone") return { status: 404, body: unknownLetter };
    if (path === "/v1/dead-letters" && fake.seen.at(-1)?.method === "GET") {
      return { body: sampleDeadLetters() };
    }
    const isOne = path === `/v1/dead-letters/${ID}` && fake.seen.at(-1)?.method === "GET";
    return { body: isOne ? sampleDeadLetter() : { done: path.includes(ID) ? 1 : 1_204 } };
  });
});

afterEach(async () => {
  await fake.close();
});

const unknownLetter = {
  code: "unknown_dead_letter",
  message: "There is no dead letter gone.",
  mend: "List them.",
  requestId: "r-1",
};

const run = (...words: string[]) => runCli(["dead-letters", ...words, "--url", fake.url]);
const calls = () => fake.seen.map(({ method, url }) => `${method} ${url}`);

describe("controller/cli/dead-letters-command", () => {
  it("lists them, and calls their presence a finding", async () => {
    const plain = await run();
    expect(plain.status).toBe(2);
    expect(plain.out).toContain(ID);
    const { total, letters } = sampleDeadLetters();
    const json = await run("list", "--json");
    expect(JSON.parse(json.out)).toEqual({
      schemaVersion: "1.0",
      ok: false,
      exitStatus: 2,
      total,
      deadLetters: letters,
    });
  });

  it("shows one, with its content in JSON", async () => {
    expect((await run("show", ID)).status).toBe(0);
    const json = await run("show", ID, "--json");
    expect(JSON.parse(json.out)).toMatchObject({ ok: true, deadLetter: sampleDeadLetter() });
  });

  it("replays and discards one or all", async () => {
    expect(await run("replay", ID)).toMatchObject({
      status: 0,
      out: "1 batch put back into the queue.\n",
    });
    expect(await run("discard", ID)).toMatchObject({ status: 0, out: "1 batch thrown away.\n" });
    expect((await run("replay", "--all")).out).toBe(
      "1\u2009204 batches put back into the queue.\n",
    );
    expect(JSON.parse((await run("discard", "--all", "--json")).out)).toMatchObject({
      done: 1_204,
    });
    expect(calls()).toEqual([
      `POST /v1/dead-letters/${ID}/replay`,
      `DELETE /v1/dead-letters/${ID}`,
      "POST /v1/dead-letters/replay",
      "DELETE /v1/dead-letters",
    ]);
  });

  it("takes neither half a command nor two at once, and asks nothing then", async () => {
    for (const words of [
      ["replay"],
      ["discard"],
      ["discard", ID, "--all"],
      ["show"],
      ["list", ID],
      ["bury", ID],
    ]) {
      expect((await run(...words)).status, words.join(" ")).toBe(64);
    }
    expect(calls()).toEqual([]);
  });

  it("says which one is not there", async () => {
    const plain = await run("show", "gone");
    expect([plain.status, plain.err]).toEqual([
      1,
      "isochrone: There is no dead letter gone: List them\n",
    ]);
  });
});
