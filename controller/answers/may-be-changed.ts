import { loadInventory } from "../query/load-inventory.ts";
import type { Store } from "../store/store.ts";

/** Whether a process that runs may change records of an account. */
export async function mayBeChanged(
  store: { readonly inventory: Pick<Store["inventory"], "read" | "reader"> },
  id: string,
): Promise<boolean> {
  const [reader, inventory] = await Promise.all([store.inventory.reader(), loadInventory(store)]);
  const account = inventory?.accounts.find((each) => each.id === id);
  if (reader === null || account === undefined) return false;
  return reader.changeable.includes(account.roleArn);
}
