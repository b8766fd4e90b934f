import { describe, expect, it } from "vitest";
import { getJson, isUnauthorized } from "../../../dashboard/data/api.ts";

const signal = new AbortController().signal;
const answering =
  (status: number, body: unknown): typeof fetch =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), { status }));

describe("dashboard/data/api", () => {
  it("asks with the session and without what is undefined", async () => {
    const asked: unknown[] = [];
    const fetcher: typeof fetch = (address, init) => {
      asked.push(address, init?.credentials);
      return answering(200, { fine: true })(address, init);
    };
    const query = { service: undefined, entry: "dns", windowMs: 900_000 };
    await expect(getJson("/v1/matrix", query, signal, fetcher)).resolves.toEqual({ fine: true });
    expect(asked).toEqual(["/v1/matrix?entry=dns&windowMs=900000", "same-origin"]);
  });

  it("carries the problem of a refusal", async () => {
    const problem = {
      code: "x",
      message: "no such service",
      mend: "Name another.",
      requestId: "r",
    };
    const asked = getJson("/v1/matrix", {}, signal, answering(404, problem));
    await expect(asked).rejects.toMatchObject({ status: 404, problem, message: "no such service" });
  });

  it("knows a missing session and a controller that does not answer", async () => {
    const refused = await getJson("/v1/status", {}, signal, answering(401, {})).catch((e) => e);
    expect(isUnauthorized(refused)).toBe(true);
    const gone = () => Promise.reject(new TypeError("fetch failed"));
    await expect(getJson("/v1/status", {}, signal, gone)).rejects.toMatchObject({
      status: 0,
      message: "the controller does not answer",
    });
  });
});
