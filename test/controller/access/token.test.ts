import { describe, expect, it } from "vitest";
import { hashSecret, matchesHash, newSecret } from "../../../controller/access/secrets.ts";
import { newToken, parseBearer } from "../../../controller/access/token.ts";

describe("controller/access/token", () => {
  it("reads back whose token it is", () => {
    const { text, secret } = newToken("probe", "us-west-2-lax-1a");
    expect(parseBearer(`Bearer ${text}`)).toEqual({
      kind: "probe",
      id: "us-west-2-lax-1a",
      secret,
    });
    expect(parseBearer(`bearer ${newToken("api", "b7").text}`)).toMatchObject({
      kind: "api",
      id: "b7",
    });
  });

  it("reads nothing out of anything else", () => {
    const { text } = newToken("probe", "a");
    for (const header of [
      undefined,
      "",
      text,
      `Basic ${text}`,
      `Bearer ${text}x`,
      "Bearer isp.a.b",
    ]) {
      expect(parseBearer(header)).toBeNull();
    }
  });
});

describe("controller/access/secrets", () => {
  it("knows a secret by its hash alone", () => {
    const secret = newSecret();
    expect(newSecret()).not.toBe(secret);
    expect(hashSecret(secret)).not.toContain(secret);
    expect(matchesHash(secret, hashSecret(secret))).toBe(true);
    expect(matchesHash(newSecret(), hashSecret(secret))).toBe(false);
    expect(matchesHash(secret, "short")).toBe(false);
  });
});
