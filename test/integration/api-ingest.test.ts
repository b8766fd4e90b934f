import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../../controller/contract/problem.ts";
import { SeriesAnswer } from "../../controller/contract/series.ts";
import { Assignment } from "../../probe/contract/assignment.ts";
import { type Batch, BatchReceipt } from "../../probe/contract/batch.ts";
import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { answers, batchOf } from "../helpers/contributions.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";

let controller: TestController;
let token: string;
let viewer: string;

beforeAll(async () => {
  controller = await startTestController();
  await controller.loadEstate(ESTATE);
  token = await controller.issueProbeToken("eu-west-1");
  viewer = await controller.issueApiToken("test", "viewer");
});
afterAll(() => controller?.close());

const thisMinuteMs = () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const batch = (seq: number, more: Partial<Batch> = {}): Batch => ({
  ...batchOf([answers(thisMinuteMs(), 500, 7)], { seq }),
  ...more,
});

function post(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${controller.url}/v1/batches`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    body,
  });
}

async function refusal(answer: Promise<Response>) {
  const response = await answer;
  const { code, fields, mend, requestId } = Problem.parse(await response.json());
  expect(mend).not.toBe("");
  expect(response.headers.get("x-request-id")).toBe(requestId);
  return { status: response.status, code, paths: fields.map(({ path }) => path) };
}

async function storedSent(): Promise<number> {
  const query = "vantage=eu-west-1&service=shop&entry=direct&endpoint=eu-west-1&metric=echo_rtt";
  const headers = { authorization: `Bearer ${viewer}` };
  const response = await fetch(`${controller.url}/v1/series?${query}`, { headers });
  return SeriesAnswer.parse(await response.json()).whole.sent;
}

describe("controller/api/routes/post-batches", () => {
  it("takes a batch, plain or gzip, and counts it once however often it is sent", async () => {
    const before = await storedSent();
    const first = await post(JSON.stringify(batch(1)));
    expect(first.status).toBe(202);
    const receipt = BatchReceipt.parse(await first.json());
    expect(receipt).toMatchObject({ boot: "boot0001", seq: 1 });
    const { receivedAtMs = 0, sentAtMs = 0 } = receipt;
    expect(Math.abs(receivedAtMs - Date.now())).toBeLessThan(60_000);
    expect(sentAtMs).toBeGreaterThanOrEqual(receivedAtMs);
    const packed = gzipSync(JSON.stringify(batch(2)));
    for (let times = 0; times < 3; times += 1) {
      expect((await post(packed, { "content-encoding": "gzip" })).status).toBe(202);
    }
    await expect.poll(storedSent).toBe(before + 14);
  });

  it("names what is wrong with a malformed batch", async () => {
    expect(await refusal(post("{"))).toEqual({
      status: 400,
      code: "invalid_json",
      paths: ["body"],
    });
    expect(await refusal(post(""))).toMatchObject({ status: 400, paths: ["body"] });
    expect(await refusal(post("[]"))).toMatchObject({ status: 400, paths: ["body"] });
    const wrong = batchOf([{ ...answers(thisMinuteMs(), 500, 7), sent: 8 }], { seq: 0 });
    expect(await refusal(post(JSON.stringify(wrong)))).toEqual({
      status: 400,
      code: "invalid",
      paths: ["seq", "contributions.0.sent"],
    });
    expect(await refusal(post("a=1", { "content-type": "text/plain" }))).toMatchObject({
      status: 415,
      paths: ["body"],
    });
  });

  it("asks for a token, and for that of the vantage", async () => {
    const body = JSON.stringify(batch(10));
    const stranger = token.replace(/.{4}$/, "AAAA");
    for (const authorization of ["", "Bearer x", `Bearer ${stranger}`, `Basic ${token}`]) {
      expect(await refusal(post(body, { authorization }))).toEqual({
        status: 401,
        code: "unauthorized",
        paths: ["authorization"],
      });
    }
    const other = await controller.issueProbeToken("us-east-1");
    expect(await refusal(post(body, { authorization: `Bearer ${other}` }))).toEqual({
      status: 403,
      code: "foreign_vantage",
      paths: ["vantage"],
    });
    expect(await refusal(post(body, { authorization: `Bearer ${viewer}` }))).toMatchObject({
      status: 403,
      code: "forbidden",
    });
  });

  it("forgets the token that a newer one replaced", async () => {
    const first = await controller.issueProbeToken("us-east-1");
    const second = await controller.issueProbeToken("us-east-1");
    const ask = (bearer: string) =>
      fetch(`${controller.url}/v1/assignment?vantage=us-east-1`, {
        headers: { authorization: `Bearer ${bearer}` },
      });
    expect((await ask(first)).status).toBe(401);
    expect((await ask(second)).status).toBe(200);
  });

  it("refuses a vantage outside the estate", async () => {
    const nowhere = await controller.issueProbeToken("nowhere");
    const body = JSON.stringify(batch(11, { vantage: "nowhere" }));
    expect(await refusal(post(body, { authorization: `Bearer ${nowhere}` }))).toEqual({
      status: 422,
      code: "unknown_vantage",
      paths: ["vantage"],
    });
  });

  it("refuses minutes of the future and minutes that are too old", async () => {
    const at = (minuteMs: number) =>
      refusal(
        post(
          JSON.stringify(
            batchOf([answers(thisMinuteMs(), 500, 1), answers(minuteMs, 500, 1)], { seq: 12 }),
          ),
        ),
      );
    const clock = { status: 422, code: "wrong_clock", paths: ["contributions.1.minuteMs"] };
    expect(await at(thisMinuteMs() + 7 * MINUTE_MS)).toEqual(clock);
    expect(await at(thisMinuteMs() - 4 * 24 * 60 * MINUTE_MS)).toEqual(clock);
  });

  it("counts what the probe's clock got wrong in the right minute, and says so where it cannot", async () => {
    const off = (minuteMs: number, clockOffsetMs: number, seq: number) => {
      const { health, ...rest } = batchOf([answers(minuteMs, 500, 3)], { seq });
      const clock = { clockOffsetMs, clockAgeS: 20 };
      return post(JSON.stringify({ ...rest, health: { ...health, ...clock } }));
    };
    const before = await storedSent();
    // The probe's clock is an hour and a half ahead; as sent, this would be of the future.
    const aheadMs = 90 * MINUTE_MS;
    expect((await off(thisMinuteMs() + aheadMs, -aheadMs, 21)).status).toBe(202);
    await expect.poll(storedSent).toBe(before + 3);
    const refused = async (answer: Promise<Response>) => {
      const response = await answer;
      const { code, message } = Problem.parse(await response.json());
      return [response.status, code, message];
    };
    const tooEarly = await refused(off(thisMinuteMs(), 600_000, 22));
    expect(tooEarly).toEqual([
      422,
      "wrong_clock",
      expect.stringMatching(/ahead of .*\(moved forward by 600 s, the clock offset that the probe/),
    ]);
    const tooLate = await refused(off(thisMinuteMs(), -4 * 24 * 60 * MINUTE_MS, 23));
    expect(tooLate[2]).toMatch(/old; .*\(moved back by 345600 s, the clock offset/);
    const uncorrected = await refused(off(thisMinuteMs() + 600_000, 0, 24));
    expect(uncorrected[2]).not.toContain("moved");
  });

  it("refuses large bodies, gzip bombs and broken gzip, and lives on", async () => {
    const before = await storedSent();
    const tooLarge = { status: 413, code: "too_large", paths: ["body"] };
    expect(await refusal(post("x".repeat(10_000_000)))).toEqual(tooLarge);
    const gzip = { "content-encoding": "gzip" };
    const bomb = gzipSync(Buffer.alloc(200_000_000, 32));
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await refusal(post(bomb, gzip))).toEqual(tooLarge);
    const noise = Buffer.from(Array.from({ length: 1_200_000 }, (_, at) => (at * 7919) % 251));
    expect(await refusal(post(gzipSync(noise, { level: 0 }), gzip))).toEqual(tooLarge);
    expect(await refusal(post("no gzip at all", gzip))).toMatchObject({
      status: 400,
      code: "invalid_gzip",
      paths: ["body"],
    });
    const cut = gzipSync(JSON.stringify(batch(13))).subarray(0, 100);
    expect(await refusal(post(cut, gzip))).toMatchObject({ status: 400, code: "invalid_gzip" });
    expect(await refusal(post("{}", { "content-encoding": "br" }))).toMatchObject({
      status: 415,
      paths: ["content-encoding"],
    });
    expect((await post(JSON.stringify(batch(14)))).status).toBe(202);
    await expect.poll(storedSent).toBe(before + 7);
  });
});

describe("controller/api/routes/get-assignment", () => {
  const ask = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${controller.url}/v1/assignment${query}`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    });

  it("answers the assignment, and 304 to whom has it already", async () => {
    const first = await ask("?vantage=eu-west-1");
    const assignment = Assignment.parse(await first.json());
    const tag = first.headers.get("etag");
    expect(tag).toBe(`"${assignment.version}"`);
    const again = await ask("?vantage=eu-west-1", { "if-none-match": tag ?? "" });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await ask("?vantage=eu-west-1", { "if-none-match": '"old"' })).status).toBe(200);
  });

  it("keeps to the vantage of the token", async () => {
    expect(await refusal(ask("?vantage=us-east-1"))).toMatchObject({
      status: 403,
      paths: ["vantage"],
    });
    expect(await refusal(ask(""))).toMatchObject({ status: 400, paths: ["vantage"] });
    expect(await refusal(ask("?vantage=No_Such"))).toMatchObject({
      status: 400,
      paths: ["vantage"],
    });
  });
});
