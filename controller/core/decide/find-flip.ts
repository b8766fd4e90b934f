/** One number that a decision depends on, and the decision asked again with another value of it. */
export interface Turned {
  readonly now: number;
  /** How far to look on either side; `least` below `now`, `most` above. */
  readonly least: number;
  readonly most: number;
  /** Name of what would be chosen; null where nothing could be. */
  readonly decideAt: (value: number) => string | null;
}

/** Where the decision turns: the same just before `at`, another at it. */
export interface Flip {
  /** The nearest value found at which the decision is another. */
  readonly at: number;
  readonly becomes: string | null;
}

/** Steps outwards, then halvings: at most so many decisions for each side. */
const STEPS = 12;
const HALVINGS = 28;
/** Near enough, as a share of the value. */
const PRECISION = 0.002;

/**
 * The nearest values below and above at which another design would be chosen, found by asking again and
 * so true on both sides: at the value itself the decision is another, a hair before it is the same.
 * Between two steps outwards a decision that turns and turns back is not seen.
 */
export function findFlips(turned: Turned): Flip[] {
  const { now, least, most } = turned;
  const chosen = turned.decideAt(now);
  return [least, most].flatMap((end) => {
    const flip = flipTowards(turned, chosen, end);
    return flip === null ? [] : [flip];
  });
}

function flipTowards({ now, decideAt }: Turned, chosen: string | null, end: number): Flip | null {
  if (end === now) return null;
  let same = now;
  for (let step = 1; step <= STEPS; step += 1) {
    const value = outwards(now, end, step / STEPS);
    const name = decideAt(value);
    if (name !== chosen) return narrowed(decideAt, chosen, same, { at: value, becomes: name });
    same = value;
  }
  return null;
}

/** From `now` to `end` in steps of one ratio, where both are above 0: most numbers matter by their size. */
function outwards(now: number, end: number, part: number): number {
  if (now > 0 && end > 0) return now * (end / now) ** part;
  return now + (end - now) * part ** 3;
}

function narrowed(
  decideAt: Turned["decideAt"],
  chosen: string | null,
  same: number,
  first: Flip,
): Flip {
  let [near, flip] = [same, first];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    if (Math.abs(flip.at - near) <= PRECISION * Math.abs(flip.at)) break;
    const middle = (near + flip.at) / 2;
    const name = decideAt(middle);
    if (name === chosen) near = middle;
    else flip = { at: middle, becomes: name };
  }
  return flip;
}
