/** A draw of the standard normal distribution (Box and Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Evenly between two numbers. */
export function between(random: () => number, from: number, to: number): number {
  return from + (to - from) * random();
}

/** A wait without memory with that mean. */
export function exponential(random: () => number, mean: number): number {
  return -mean * Math.log(1 - random());
}
