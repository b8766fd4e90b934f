import { describe, expect, it } from "vitest";
import { checkedAdvice } from "../../controller/checked-advice.ts";

describe("controller/checked-advice", () => {
  it("has the usual where nothing is said", () => {
    expect(checkedAdvice()).toEqual({
      ...{ everyMs: 3_600_000, thresholds: {}, switchCostUsd: null, webhooks: [] },
    });
  });

  it("names the field at fault, and repeats no address: it may hold a token", () => {
    const url = "ftp://hooks.example/secret-token";
    const read = () => checkedAdvice({ webhooks: [{ url }] });
    expect(read).toThrow(/^advice\.webhooks\.0\.url: must be an http/);
    expect(read).not.toThrow(/secret-token/);
  });
});
