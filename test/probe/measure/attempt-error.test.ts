import { describe, expect, it } from "vitest";
import {
  AttemptError,
  outcomeOfError,
  toAttemptError,
} from "../../../probe/measure/attempt-error.ts";

const withCode = (code: string) => Object.assign(new Error("it failed"), { code });

describe("probe/measure/attempt-error", () => {
  it.each([
    ["ECONNREFUSED", "refused"],
    ["ECONNRESET", "reset"],
    ["UND_ERR_SOCKET", "reset"],
    ["EHOSTUNREACH", "unreachable"],
    ["ETIMEDOUT", "lost"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
    ["HPE_INVALID_CONSTANT", "protocol"],
    ["EMFILE", "probe"],
    ["EADDRNOTAVAIL", "probe"],
    ["SOMETHING_NEW", "probe"],
  ])("counts %s as %s", (code, verdict) => {
    expect(toAttemptError(withCode(code)).verdict).toBe(verdict);
  });

  it("says why a handshake failed, without the internals of OpenSSL", () => {
    const error = Object.assign(
      new Error("80:error:0A00010B:SSL routines:x:wrong version number:\n"),
      {
        code: "ERR_SSL_WRONG_VERSION_NUMBER",
        reason: "wrong version number",
      },
    );
    expect(outcomeOfError(error)).toEqual({
      kind: "failure",
      failure: "tls",
      detail: "the TLS handshake failed: wrong version number",
    });
  });

  it("keeps a verdict that has been reached already", () => {
    const error = new AttemptError("dns", "no such name");
    expect(toAttemptError(error)).toBe(error);
  });

  it("never throws at what is no error", () => {
    expect(outcomeOfError("odd")).toEqual({ kind: "failure", failure: "probe", detail: "odd" });
  });

  it("makes silence a loss, not a failure", () => {
    expect(outcomeOfError(new AttemptError("lost", "no answer"))).toEqual({
      kind: "lost",
      detail: "no answer",
    });
  });
});
