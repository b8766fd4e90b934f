import { describe, expect, it } from "vitest";
import { ApiProblem } from "../../../controller/api/api-problem.ts";
import { problemOfError } from "../../../controller/api/problem-of-error.ts";

describe("controller/api/problem-of-error", () => {
  it("tells a problem as it is", () => {
    const problem = { code: "a", message: "b", mend: "c", fields: [{ path: "d", message: "e" }] };
    expect(problemOfError(new ApiProblem(409, problem))).toEqual({ status: 409, problem });
  });

  it("tells nothing of the inside of an unexpected error", () => {
    for (const error of [new Error("secret"), "secret", { statusCode: 500, message: "secret" }]) {
      const { status, problem } = problemOfError(error);
      expect([status, problem.code]).toEqual([500, "internal"]);
      expect(JSON.stringify(problem)).not.toContain("secret");
    }
  });

  it("says that a request may be repeated when Redis does not answer", () => {
    const error = Object.assign(new Error("x"), { name: "MaxRetriesPerRequestError" });
    expect(problemOfError(error)).toMatchObject({
      status: 503,
      problem: { code: "store_unavailable" },
    });
  });

  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", "store_full"],
    ["MISCONF Errors writing to the AOF file: No space left on device", "store_disk_full"],
    ["READONLY You can't write against a read only replica.", "store_unavailable"],
    ["LOADING Redis is loading the dataset in memory", "store_unavailable"],
    ["CLUSTERDOWN The cluster is down", "store_unavailable"],
  ])("tells the trouble of Redis apart: %s", (message, code) => {
    const error = Object.assign(new Error(message), { name: "ReplyError" });
    const told = problemOfError(error);
    expect([told.status, told.problem.code]).toEqual([503, code]);
    expect(told.problem.mend).toContain("Probes keep their batches");
  });

  it("keeps the status of a refusal by the server itself", () => {
    const error = { statusCode: 404, message: "no such file" };
    expect(problemOfError(error)).toMatchObject({ status: 404, problem: { code: "refused" } });
  });
});
