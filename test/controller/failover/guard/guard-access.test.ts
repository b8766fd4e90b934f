import { describe, expect, it } from "vitest";
import { AwsSettings } from "../../../../controller/contract/aws-settings.ts";
import { GuardOrder } from "../../../../controller/contract/failover/guard-order.ts";
import { guardAccess } from "../../../../controller/failover/guard/guard-access.ts";
import { orderOf } from "./order-of.ts";

const ENV = { HOOK: "token", AWS_PROFILE: "mine", AWS_SESSION_TOKEN: "old" };
const settings = AwsSettings.parse({ accounts: [{ id: "111122223333" }] });

describe("failover/guard/guard-access", () => {
  it("leaves the environment as it is where there is no key", () => {
    expect(guardAccess(null, ENV)).toEqual({ env: ENV });
    expect(guardAccess(settings, ENV)).toEqual({ aws: settings, env: ENV });
  });

  it("hands a key over in the environment, and never in the order", () => {
    const credentials = { accessKeyId: "AKIA", secretAccessKey: "very secret" };
    const { aws, env } = guardAccess({ ...settings, credentials }, ENV);
    expect(env).toEqual({
      HOOK: "token",
      AWS_ACCESS_KEY_ID: "AKIA",
      AWS_SECRET_ACCESS_KEY: "very secret",
    });
    const order = GuardOrder.parse(orderOf({ aws }));
    expect(order.aws).toEqual(settings);
    expect(JSON.stringify(order)).not.toContain("secret");
  });

  it("hands over the token of a key that is temporary", () => {
    const credentials = { accessKeyId: "ASIA", secretAccessKey: "s", sessionToken: "new" };
    const { env } = guardAccess({ ...settings, credentials }, ENV);
    expect(env["AWS_SESSION_TOKEN"]).toBe("new");
  });
});
