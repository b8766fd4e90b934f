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
  return accounts.find(
    ({ id: own, roleArn }) =>
      (roleArn ?? null) === found.roleArn && (own === undefined || own === id),
  );
}

/** By what records of an account may be changed; undefined where nothing may. */
export function applyAccountOf(
  options: Pick<AwsOptions, "accounts">,
  inventory: Pick<Inventory, "accounts"> | null,
  id: string,
): Pick<AwsAccount, "roleArn" | "externalId"> | undefined {
  const account = inventory === null ? undefined : accountOf(options, inventory, id);
  const { apply, roleArn, externalId } = account ?? {};
  if (apply === undefined) return undefined;
  return apply.roleArn === undefined ? { roleArn, externalId } : apply;
}
