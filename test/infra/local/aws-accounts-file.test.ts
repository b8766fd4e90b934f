import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readAwsAccountsFile } from "../../../infra/local/aws-accounts-file.ts";
import { tempFolder } from "./temp-folder.ts";

async function read(text: string) {
  const path = join(await tempFolder(), "aws.yaml");
  await writeFile(path, text);
  return readAwsAccountsFile(path);
}

describe("infra/local/aws-accounts-file", () => {
  it("reads accounts with defaults", async () => {
    const text = `accounts:
  - {}
  - roleArn: arn:aws:iam::444455556666:role/isochrone-observe
    externalId: b2f1-observe
    regions: [eu-west-1]
`;
    expect(await read(text)).toMatchObject({
      accounts: [{}, { externalId: "b2f1-observe", regions: ["eu-west-1"] }],
      refreshEveryMs: 900_000,
    });
  });

  it.each([
    ["accounts:\n  - id: 012345678901\n", /line 2, column 9: accounts\[0\]\.id: .*quotation marks/],
    ["accounts:\n  - { rolArn: x }\n", /line 2, column 7: accounts\[0\]\.rolArn: /],
    ["accounts: []\n", /line 1, column 1: accounts: name at least one account/],
    ["credentials: { accessKeyId: AKIA }\n", /line 1, column 1: credentials: /],
    ["", /is empty/],
  ])("names the field at fault in %j, with its place", async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it("says which option names a file that cannot be read", async () => {
    await expect(readAwsAccountsFile("/nonexistent/aws.yaml")).rejects.toMatchObject({
      message: expect.stringContaining("ENOENT"),
      mend: "Correct the path after --aws-accounts.",
    });
  });
});
