import type { AwsOptions } from "../aws/aws-options.ts";
import type { AwsAccount } from "../contract/aws-settings.ts";
import type { Inventory } from "../contract/inventory.ts";

/** The settings of the account that a thing was found in; undefined where they were changed since. */
export function accountOf(
  { accounts }: Pick<AwsOptions, "accounts">,
  inventory: Pick<Inventory, "accounts">,
  id: string,
): AwsAccount | undefined {
  const found = inventory.accounts.find((account) => account.id === id);
  if (found === undefined) return undefined;
  return accounts.find(({ roleArn }) => (roleArn ?? null) === found.roleArn);
}
