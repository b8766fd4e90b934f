import { describe, expect, it } from "vitest";
import { AwsSettings } from "../../../controller/contract/aws-settings.ts";

const ROLE = "arn:aws:iam::444455556666:role/isochrone-observe";

/** `path: message` of everything that is wrong. */
function faultsOf(value: unknown): string[] {
  const { error } = AwsSettings.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("AwsSettings", () => {
  it("reads the account of the controller's own credentials every 15 minutes unless told otherwise", () => {
    expect(AwsSettings.parse({})).toEqual({
      accounts: [{}],
      refreshEveryMs: 900_000,
      mostHealthStatuses: 60,
      prices: { isRead: true, refreshEveryMs: 86_400_000 },
    });
  });

  it("takes a role of another account with what its trust policy asks for", () => {
    const account = {
      id: "444455556666",
      roleArn: ROLE,
      externalId: "a-b/c",
      regions: ["eu-west-1"],
    };
    expect(AwsSettings.parse({ accounts: [{}, account] }).accounts).toEqual([{}, account]);
  });

  it("takes what may make something fail for tests, and what it may do that to", () => {
    const accounts = [
      { inject: {}, failoverFence: ["i-0123456789abcdef0", "arn:aws:route53:::healthcheck/*"] },
      { roleArn: ROLE, inject: { roleArn: ROLE, externalId: "of-tests" } },
    ];
    expect(AwsSettings.parse({ accounts }).accounts).toEqual(accounts);
  });

  it.each([
    [{ accounts: [] }, /^accounts: name at least one account/],
    [{ accounts: [{ id: 111122223333 }] }, /^accounts\.0\.id: .*quotation marks/],
    [{ accounts: [{ id: "1111-2222-3333" }] }, /^accounts\.0\.id: .*twelve digits/],
    [{ accounts: [{ externalId: "only-this" }] }, /^accounts\.0\.externalId: .*roleArn/],
    [
      { accounts: [{ roleArn: "isochrone-observe" }] },
      /^accounts\.0\.roleArn: is no ARN of a role/,
    ],
    [
      { accounts: [{ id: "111122223333", roleArn: ROLE }] },
      /^accounts\.0\.roleArn: is of account 444455556666, not of 111122223333/,
    ],
    [
      { accounts: [{ apply: { externalId: "only-this" } }] },
      /^accounts\.0\.apply\.externalId: .*roleArn/,
    ],
    [
      { accounts: [{ id: "111122223333", apply: { roleArn: ROLE } }] },
      /^accounts\.0\.apply\.roleArn: is of account 444455556666, not of 111122223333/,
    ],
    [
      {
        accounts: [
          { roleArn: ROLE, apply: { roleArn: "arn:aws:iam::111122223333:role/isochrone-apply" } },
        ],
      },
      /^accounts\.0\.apply\.roleArn: is of account 111122223333, not of 444455556666/,
    ],
    [
      { accounts: [{ inject: { externalId: "only-this" } }] },
      /^accounts\.0\.inject\.externalId: .*roleArn/,
    ],
    [
      { accounts: [{ id: "111122223333", inject: { roleArn: ROLE } }] },
      /^accounts\.0\.inject\.roleArn: is of account 444455556666, not of 111122223333/,
    ],
    [
      { accounts: [{ failoverFence: ["acl-0123456789abcdef0"] }] },
      /^accounts\.0\.failoverFence: is of use with inject only/,
    ],
    [
      { accounts: [{ inject: {}, failoverFence: ["*"] }] },
      /^accounts\.0\.failoverFence\.0: lets too much through/,
    ],
    [{ accounts: [{}, {}] }, /^accounts: an account stands twice/],
    [{ accounts: [{ regions: ["Ireland"] }] }, /^accounts\.0\.regions\.0: is no Region code/],
    [{ refreshEveryMs: 5_000 }, /^refreshEveryMs: must be 60000/],
    [{ prices: { region: "eu-west-1" } }, /^prices\.region: is no Region with a Price List/],
    [{ prices: { refreshEveryMs: 60_000 } }, /^prices\.refreshEveryMs: must be 3600000/],
    [{ credentials: { accessKeyId: "AKIA" } }, /credentials/],
  ])("refuses %j and names the field", (value, fault) => {
    expect(faultsOf(value).join("\n")).toMatch(fault);
  });
});
