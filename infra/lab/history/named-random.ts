import { type Random, seededRandom } from "../delay/random.ts";

/**
 * Chance that belongs to a name: the same seed and name give the same numbers, whatever else is drawn
 * (the name mixed into the seed by FNV-1a, Fowler, Noll and Vo).
 */
export function namedRandom(seed: number, name: string): Random {
  let mixed = 0x811c9dc5 ^ seed;
  for (let at = 0; at < name.length; at += 1) {
    mixed = Math.imul(mixed ^ name.charCodeAt(at), 0x01000193);
  }
  const random = seededRandom(mixed >>> 0);
  // Seeds that lie close together begin alike.
  random();
  return random;
}

/** A draw from the normal distribution with mean 0 and deviation 1 (Box and Muller, 1958). */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
