import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { restoreBy } from "../../../../controller/failover/inject/acts.ts";
import { hookActs, prepareHook } from "../../../../controller/failover/inject/http-hook.ts";
import { InjectProblem } from "../../../../controller/failover/inject/inject-problem.ts";
import { injectionOf } from "../../../../controller/failover/inject/injection-of.ts";
import { type FaultSwitch, openFaultSwitch, TOKEN } from "./fault-switch.ts";

const BODY = { kind: "black-hole" };
const means = { env: { HOOK_TOKEN: TOKEN }, signal: new AbortController().signal };
const noPause = () => Promise.resolve();

let door: FaultSwitch;
beforeEach(async () => {
  door = await openFaultSwitch();
});
afterEach(() => door.close());

const target = (changes: object = {}) => ({
  kind: "http_hook" as const,
  url: door.url,
  body: BODY,
  tokenVariable: "HOOK_TOKEN",
  ...changes,
});
const acts = () => hookActs({ ...target(), kind: "http_hook" }, BODY, means);
const injection = () =>
  injectionOf({
    prepare: () => prepareHook(target(), means),
    actsOf: () => Promise.resolve(acts()),
    prepared: null,
    nowMs: Date.now,
    pause: noPause,
  });

/** `message | mend` of what a promise ends with. */
async function problemOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error("no problem"),
    (problem: unknown) => problem,
  );
  return error instanceof InjectProblem ? `${error.message} | ${error.mend}` : String(error);
}

describe("a fault switch that understands", () => {
  it("is asked what holds, told what to do, and tells when it is so", async () => {
    const hook = injection();
    const prepared = await hook.prepare();
    expect(prepared).toEqual({
      preview: [
        `PUT ${door.url} {"kind":"black-hole"}, with the bearer token of the variable HOOK_TOKEN, not encrypted`,
        `To restore: DELETE ${door.url}, with the bearer token of the variable HOOK_TOKEN, not encrypted`,
      ],
      restoreSteps: [{ kind: "http_hook", url: door.url, tokenVariable: "HOOK_TOKEN" }],
      permissions: [],
      optIn: { ok: true, reason: `${door.url} is a fault switch` },
    });
    expect(await hook.verify()).toMatchObject({ state: "restored" });
    const { afterUs, byUs } = await hook.inject();
    expect(byUs).toBeGreaterThanOrEqual(afterUs);
    expect(await hook.verify()).toMatchObject({ state: "in_force" });
    expect(door.asked).toEqual(["GET", "GET", "GET", 'PUT {"kind":"black-hole"}', "GET", "GET"]);
  });

  it("is waited for when the fault takes a moment", async () => {
    const hook = injection();
    await hook.prepare();
    const late = (_: unknown, answer: ServerResponse) => answer.end('{"inForce":false}');
    const accepted = (_: unknown, answer: ServerResponse) => answer.writeHead(202).end();
    door.instead.push(late, accepted, late, late, (_, answer) => answer.end('{"inForce":true}'));
    await expect(hook.inject()).resolves.toBeDefined();
  });

  it("is told once to restore, however often that is asked", async () => {
    door.inForce = true;
    expect(await restoreBy(acts(), noPause)).toMatchObject({ state: "restored" });
    expect(await restoreBy(acts(), noPause)).toMatchObject({ state: "restored" });
    expect(door.asked).toEqual(["GET", "DELETE", "GET", "GET"]);
  });

  it("is told to restore also when it cannot say what holds, or has nothing to take away", async () => {
    door.inForce = true;
    door.instead.push((_, answer) => answer.writeHead(500).end());
    expect(await restoreBy(acts(), noPause)).toMatchObject({ state: "restored" });
    door.inForce = true;
    door.instead.push((_, answer) => answer.end('{"inForce":true}'));
    door.instead.push((_, answer) => answer.writeHead(404).end());
    door.inForce = false;
    expect(await restoreBy(acts(), noPause)).toMatchObject({ state: "restored" });
  });

  it("is told nothing when its fault holds already, or began after it was prepared", async () => {
    const hook = injection();
    await hook.prepare();
    door.inForce = true;
    expect(await problemOf(hook.inject())).toMatch(/not as it was found: .*its fault holds/);
    expect(await problemOf(hook.prepare())).toMatch(/fault holds already/);
    expect(door.asked.filter((asked) => !asked.startsWith("GET"))).toEqual([]);
  });

  it("that says it did so and does not is no success", async () => {
    const hook = injection();
    await hook.prepare();
    const no = (_: unknown, answer: ServerResponse) => answer.end('{"inForce":false}');
    door.instead.push(...Array.from({ length: 101 }, () => no));
    expect(await problemOf(hook.inject())).toMatch(/asked for, and is not in force/);
  });
});

describe("what is no fault switch, or does not answer", () => {
  it.each([
    ["<html>Hello</html>", /answers no JSON to GET, but: <html>Hello<\/html>/],
    ['{"inForce":"no"}', /without inForce: true or false, but: \{"inForce":"no"\}/],
    ["x".repeat(200_000), /answers no JSON to GET, but: x{60}…/],
    ["", /answers no JSON to GET, but: nothing/],
  ])("has not agreed to tests: %.40s", async (text, reason) => {
    door.instead.push((_, answer) => answer.end(text));
    const { optIn } = await prepareHook(target(), means);
    expect(optIn).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it("has not agreed where nothing stands at the address, and is not told to fail", async () => {
    door.instead.push((_, answer) => answer.writeHead(404).end());
    const hook = injection();
    expect(await hook.prepare()).toMatchObject({
      optIn: { ok: false, reason: expect.stringContaining("there is no fault switch") },
    });
    expect(await problemOf(hook.inject())).toMatch(/^Nothing was made to fail: .*404/);
    expect(door.asked).toEqual(["GET"]);
  });

  it.each([
    [401, /answers 401 to GET: it does not take the token. \| Set HOOK_TOKEN/],
    [403, /answers 403/],
    [302, /it redirects/],
    [500, /answers 500 to GET. \| Look into the log/],
  ])("is a problem by itself: %d", async (status, problem) => {
    door.instead.push((_, answer) => answer.writeHead(status, { location: "/other" }).end());
    expect(await problemOf(prepareHook(target(), means))).toMatch(problem);
  });

  it("without a token says where one goes", async () => {
    const { tokenVariable: _none, ...plain } = target();
    expect(await problemOf(prepareHook(plain, means))).toMatch(/401.*\| .*injector\.tokenVariable/);
  });

  it.each([
    [undefined, /HOOK_TOKEN is not set\. \| Set HOOK_TOKEN/],
    ["", /HOOK_TOKEN is not set/],
    ["two words", /HOOK_TOKEN holds no bearer token/],
  ])("is not asked with a token such as %j", async (token, problem) => {
    const env = token === undefined ? {} : { HOOK_TOKEN: token };
    expect(await problemOf(prepareHook(target(), { ...means, env }))).toMatch(problem);
    expect(door.asked).toEqual([]);
  });

  it("gives no answer in time, or is not there", async () => {
    door.instead.push(() => undefined);
    const impatient = { ...means, withinMs: 50 };
    expect(await problemOf(prepareHook(target(), impatient))).toMatch(/no answer within 50 ms/);
    const url = door.url;
    await door.close();
    const closed = await problemOf(prepareHook({ ...target(), url }, means));
    expect(closed).toMatch(/cannot be reached \(ECONNREFUSED\)/);
  });

  it("is not asked with a password in its address", async () => {
    const url = door.url.replace("http://", "http://user:secret@");
    const problem = await problemOf(prepareHook({ ...target(), url }, means));
    expect(problem).toMatch(/^injector\.url: holds a user name/);
    expect(problem).not.toContain("secret");
  });

  it("ends with what the process is ended with", async () => {
    const signal = AbortSignal.abort(new Error("stopping"));
    expect(await problemOf(prepareHook(target(), { ...means, signal }))).toBe("Error: stopping");
  });
});

it("refuses what is not taken, with what to compare", async () => {
  const hook = injection();
  await hook.prepare();
  door.instead.push((_, answer) => answer.end('{"inForce":false}'));
  door.instead.push((_, answer) => answer.writeHead(422).end());
  expect(await problemOf(hook.inject())).toMatch(/422 to PUT. \| Compare injector\.body/);
});

it("needs to be prepared first", async () => {
  expect(await problemOf(injection().inject())).toMatch(/Nothing was prepared/);
  expect(await problemOf(injection().verify())).toMatch(/Nothing was prepared/);
});
