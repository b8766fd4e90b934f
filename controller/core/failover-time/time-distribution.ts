/** Width of a cell, seconds: finer than anything that is claimed of a failover. */
const STEP_S = 0.25;
/** Beyond this, what is left counts as never. */
const HORIZON_S = 7_200;
/** Cells at the end with less than this in all are cut off. */
const NEGLIGIBLE = 1e-12;

/**
 * How a time is distributed, in cells of a quarter of a second. What is missing to 1 never happens.
 * Sums of independent times are built up step by step, exact but for the width of a cell; there is no
 * drawing of random numbers, so that equal questions have equal answers.
 */
export type TimeDistribution = {
  /** Mass of the cell from `at · 0.25 s` to the next. */
  readonly cells: readonly number[];
};

/** No time at all. */
export const AT_ONCE: TimeDistribution = { cells: [1] };

/** Plus a time between `fromS` and `toS`, all equally likely. */
export function plusUniform(
  { cells }: TimeDistribution,
  fromS: number,
  toS: number,
): TimeDistribution {
  const first = Math.round(fromS / STEP_S);
  const width = Math.max(1, Math.round((toS - fromS) / STEP_S));
  const out = new Array<number>(Math.min(cells.length + first + width - 1, horizonCells())).fill(0);
  let under = 0;
  for (let at = first; at < out.length; at += 1) {
    under += cells[at - first] ?? 0;
    if (at - first >= width) under -= cells[at - first - width] ?? 0;
    out[at] = Math.max(0, under) / width;
  }
  return { cells: out };
}

export function plusConstant(time: TimeDistribution, seconds: number): TimeDistribution {
  return plusUniform(time, seconds, seconds);
}

/** Plus a wait without memory, half of which are over after `medianS`. */
export function plusExponential({ cells }: TimeDistribution, medianS: number): TimeDistribution {
  if (medianS <= 0) return { cells };
  const stays = 0.5 ** (STEP_S / medianS);
  const out: number[] = [];
  let waiting = 0;
  let left = cells.reduce((sum, mass) => sum + mass, 0);
  for (let at = 0; at < horizonCells() && left > NEGLIGIBLE; at += 1) {
    waiting += cells[at] ?? 0;
    const leaves = waiting * (1 - stays);
    waiting -= leaves;
    left -= leaves;
    out.push(leaves);
  }
  return { cells: out };
}

/** One of several, each with its share. Shares that fall short of 1 are times that never come. */
export function mixture(
  parts: readonly { readonly share: number; readonly time: TimeDistribution }[],
): TimeDistribution {
  const out = new Array<number>(Math.max(0, ...parts.map(({ time }) => time.cells.length))).fill(0);
  for (const { share, time } of parts) {
    time.cells.forEach((mass, at) => {
      out[at] = (out[at] as number) + share * mass;
    });
  }
  return { cells: out };
}

/** One of several moments, each with its share. */
export function momentsMixed(
  parts: readonly { readonly share: number; readonly seconds: number }[],
): TimeDistribution {
  const cells: number[] = [];
  for (const { share, seconds } of parts) {
    const at = Math.round(seconds / STEP_S);
    if (at >= horizonCells()) continue;
    while (cells.length <= at) cells.push(0);
    cells[at] = (cells[at] as number) + share;
  }
  return { cells };
}

/** Chance of at most `seconds`. */
export function chanceWithin({ cells }: TimeDistribution, seconds: number): number {
  const position = seconds / STEP_S;
  const whole = Math.floor(position);
  let sum = 0;
  for (let at = 0; at < Math.min(whole, cells.length); at += 1) sum += cells[at] as number;
  return Math.min(1, sum + (position - whole) * (cells[whole] ?? 0));
}

/** Time that the share `p` stays within, in seconds; infinite where that share never comes. */
export function timeQuantile(time: TimeDistribution, p: number): number {
  return mixedTimeQuantile([{ share: 1, time }], p);
}

/** The same of one of several times, each with its share, without making their mixture. */
export function mixedTimeQuantile(
  parts: readonly { readonly share: number; readonly time: TimeDistribution }[],
  p: number,
): number {
  const length = Math.max(0, ...parts.map(({ time }) => time.cells.length));
  let sum = 0;
  for (let at = 0; at < length; at += 1) {
    let mass = 0;
    for (const { share, time } of parts) mass += share * (time.cells[at] ?? 0);
    if (mass > 0 && sum + mass >= p) return (at + (p - sum) / mass) * STEP_S;
    sum += mass;
  }
  return Number.POSITIVE_INFINITY;
}

function horizonCells(): number {
  return HORIZON_S / STEP_S;
}
