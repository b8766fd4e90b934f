import { describe, expect, it } from "vitest";
import { restoreByOrder } from "../../../../controller/failover/guard/restore-by-order.ts";
import { orderOf } from "./order-of.ts";

describe("failover/guard/restore-by-order", () => {
  it.each([{}, { HOOK: "" }])("does not open without the token of a hook", async (env) => {
    const steps = [{ kind: "http_hook", url: "http://127.0.0.1:1", tokenVariable: "HOOK" }];
    await expect(restoreByOrder(env)(orderOf({ steps }))).rejects.toThrow(
      /variable HOOK is not set/,
    );
    expect(await restoreByOrder({ HOOK: "x" })(orderOf({ steps }))).toBeTypeOf("function");
  });

  it("does not open without a way to the account", async () => {
    const steps = [
      { kind: "stop_instances", account: "1", region: "eu-west-1", instanceIds: ["i-1"] },
    ];
    await expect(restoreByOrder({})(orderOf({ steps }))).rejects.toThrow(/nothing of AWS accounts/);
  });
});
