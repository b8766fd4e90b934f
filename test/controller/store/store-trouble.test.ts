import { describe, expect, it } from "vitest";
import { StoredBytesError } from "../../../controller/core/packed/byte-reader.ts";
import { NoReplicaError, storeTroubleOf } from "../../../controller/store/store-trouble.ts";

const named = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });
const reply = (message: string) => named("ReplyError", message);
const codeOf = (error: unknown) => storeTroubleOf(error)?.code ?? null;

describe("controller/store/store-trouble", () => {
  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", "store_full"],
    [
      "OOM command not allowed when used memory > 'maxmemory'. script: 0a, on @user_script:1.",
      "store_full",
    ],
    [
      "ERR Error running script (call to f_0): @user_script:9: -OOM command not allowed",
      "store_full",
    ],
    ["MISCONF Errors writing to the AOF file: No space left on device", "store_disk_full"],
    [
      "MISCONF Redis is configured to save RDB snapshots, but is unable to persist",
      "store_disk_full",
    ],
    ["READONLY You can't write against a read only replica.", "store_unavailable"],
    ["LOADING Redis is loading the dataset in memory", "store_unavailable"],
    ["CLUSTERDOWN The cluster is down", "store_unavailable"],
    ["BUSY Redis is busy running a script.", "store_unavailable"],
    ["NOAUTH Authentication required.", "store_unavailable"],
    ["MOVED 3999 127.0.0.1:6381", "store_unavailable"],
    [
      "UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)",
      "store_unavailable",
    ],
    ["WRONGTYPE Operation against a key holding the wrong kind of value", null],
    ["ERR user_script:3: attempt to index nil", null],
  ])("reads the reply %j", (message, code) => {
    expect(codeOf(reply(message))).toBe(code);
  });

  it.each([
    named("Error", "connect ECONNREFUSED 127.0.0.1:1", {
      code: "ECONNREFUSED",
      syscall: "connect",
    }),
    named("Error", "connect ENOENT /run/redis.sock", { code: "ENOENT", syscall: "connect" }),
    named("MaxRetriesPerRequestError", "Reached the max retries per request limit"),
    named("Error", "Connection is closed."),
    // Of a pipeline that was answered in part.
    named("AbortError", "Command aborted due to connection close"),
    named("Error", "Command timed out"),
    named("AbortError", "Command aborted due to connection close"),
    named("Error", "Too many Cluster redirections. Last error: ReplyError: MOVED 1 a:1"),
    named("ClusterAllFailedError", "Failed to refresh slots cache."),
    named("AbortError", "wrapped", { cause: named("Error", "Connection is closed.") }),
  ])("takes a broken connection for Redis away: %s", (error) => {
    expect(codeOf(error)).toBe("store_unavailable");
  });

  it("tells a missing replica from a Redis that is away", () => {
    expect(codeOf(new NoReplicaError())).toBe("no_replica");
  });

  it.each([
    "NOPERM this user has no permissions to run the 'info' command or its subcommand",
    "NOPERM User isochrone has no permissions to run the 'info' command",
    "ERR user_script:3: ACL failure in script: User u has no permissions to run the 'info' command",
  ])("names the command that a user has no right to: %s", (message) => {
    expect(storeTroubleOf(reply(message))).toEqual({
      code: "store_unavailable",
      reason: expect.stringContaining("no right to the command info"),
    });
  });

  it("says of a certificate that is not trusted which setting names its CA, also behind a cluster", () => {
    const refused = named("Error", "self-signed certificate in certificate chain", {
      code: "SELF_SIGNED_CERT_IN_CHAIN",
    });
    const cluster = named("ClusterAllFailedError", "Failed to refresh slots cache.", {
      lastNodeError: refused,
    });
    for (const error of [refused, cluster]) {
      expect(storeTroubleOf(error)?.reason).toMatch(/not trusted \(REDIS_CA_FILE.*: self-signed/);
    }
  });

  it("finds what failed inside a transaction", () => {
    const error = named("ReplyError", "EXECABORT Transaction discarded", {
      previousErrors: [reply("OOM command not allowed")],
    });
    expect(codeOf(error)).toBe("store_full");
  });

  it("leaves every other error alone", () => {
    for (const error of [
      new TypeError("x is undefined"),
      new StoredBytesError("cut off"),
      named("Error", "no such file", { code: "ENOENT" }),
      "OOM",
      null,
    ]) {
      expect(storeTroubleOf(error)).toBeNull();
    }
  });
});
