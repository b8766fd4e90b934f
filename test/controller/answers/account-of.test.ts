import { describe, expect, it } from "vitest";
import { accountOf, applyAccountOf } from "../../../controller/answers/account-of.ts";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";

const OWN = "111122223333";
const OTHER = "444455556666";
const ROLE = `arn:aws:iam::${OTHER}:role/isochrone-observe`;
const APPLY = `arn:aws:iam::${OTHER}:role/isochrone-apply`;

const inventory = {
  accounts: [
    { id: OWN, roleArn: null, callerArn: null },
    { id: OTHER, roleArn: ROLE, callerArn: null },
  ],
};
const settings = (...accounts: unknown[]) => AwsSettings.parse({ accounts });

describe("controller/answers/account-of", () => {
  it("never takes what opens one account for another one", () => {
    const options = settings({ apply: {} }, { roleArn: ROLE });
    expect(applyAccountOf(options, inventory, OWN)).toEqual({});
    expect(applyAccountOf(options, inventory, OTHER)).toBeUndefined();
  });

  it.each([
    {
      what: "a role of its own",
      account: { roleArn: ROLE, apply: { roleArn: APPLY, externalId: "b2f1-apply" } },
      by: { roleArn: APPLY, externalId: "b2f1-apply" },
    },
    {
      what: "what also reads, with no role of its own",
      account: { roleArn: ROLE, externalId: "b2f1-observe", apply: {} },
      by: { roleArn: ROLE, externalId: "b2f1-observe" },
    },
  ])("changes an account by $what", ({ account, by }) => {
    expect(applyAccountOf(settings({ apply: {} }, account), inventory, OTHER)).toEqual(by);
  });

  it("knows none before AWS was read, of an account not read, or where another one was read by it", () => {
    const options = settings({ apply: {} });
    expect(applyAccountOf(options, null, OWN)).toBeUndefined();
    expect(applyAccountOf(options, inventory, "777788889999")).toBeUndefined();
    expect(accountOf(settings({ id: OTHER }), inventory, OWN)).toBeUndefined();
  });
});
