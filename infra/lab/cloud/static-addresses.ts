import type { World } from "../world/world.ts";

const LAST = 254;

/**
 * Gives out pairs of static addresses in the accelerators' part of the world, each time the next
 * that nobody has.
 * @param inUse the addresses of accelerators that are there
 */
export function staticAddresses(
  { acceleratorAddresses }: Pick<World, "acceleratorAddresses">,
  inUse: () => readonly string[],
): () => readonly [string, string] {
  const network = acceleratorAddresses[0].replace(/\.\d+$/, "");
  let last = 2;
  return () => {
    const taken = new Set([...acceleratorAddresses, ...inUse()]);
    for (let tried = 0; tried < LAST; tried += 2) {
      last = last + 2 > LAST ? 2 : last + 2;
      const pair = [`${network}.${last - 1}`, `${network}.${last}`] as const;
      if (!pair.some((address) => taken.has(address))) return pair;
    }
    throw new Error(`every address of ${network}.0/24 has an accelerator`);
  };
}
