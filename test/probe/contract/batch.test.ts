import { describe, expect, it } from "vitest";
import { Contribution } from "../../../probe/contract/batch.ts";

const sound = {
  service: "shop",
  entry: "dns",
  endpoint: null,
  metric: "echo_rtt",
  minuteMs: 1_780_000_020_000,
  sent: 8,
  lost: 1,
  tainted: 1,
  skipped: 0,
  failures: { http: 1 },
  servedBy: { "shop-euw1": 5 },
  minUs: 30_100,
  maxUs: 31_400,
  lastAtMs: 1_780_000_021_000,
  bins: [1200, 3, 4, 2],
};

describe("probe/contract/batch", () => {
  it("accepts a contribution whose counts add up", () => {
    expect(Contribution.safeParse(sound).success).toBe(true);
  });

  it.each([
    [{ sent: 9 }, "sent", "is 9, but values, tainted, lost and failures add up to 8"],
    [{ minuteMs: 1_780_000_020_001 }, "minuteMs", "multiple of 60000"],
    [{ minUs: null }, "minUs", "if and only if"],
    [{ bins: [], sent: 3 }, "minUs", "if and only if"],
    [{ lost: -1 }, "lost", "expected number to be >=0"],
    [{ failures: { bored: 1 } }, "failures", "bored"],
    [{ endpoint: "Shop_1" }, "endpoint", "lower-case letters"],
  ])("refuses %j and names the field", (change, path, message) => {
    const parsed = Contribution.safeParse({ ...sound, ...change });
    const issue = parsed.error?.issues[0];
    expect(issue?.path.join(".")).toBe(path);
    expect(issue?.message).toContain(message);
  });
});
