import jstat from "jstat";

const { studentt, beta, normal, binomial } = jstat.jStat;

/**
 * Value that Student's t stays below with probability `p`.
 * @param degrees degrees of freedom, above 0 and not only whole ones.
 */
export function studentQuantile(p: number, degrees: number): number {
  return studentt.inv(p, degrees);
}

/** Probability that Student's t stays below `t`. */
export function studentCdf(t: number, degrees: number): number {
  return studentt.cdf(t, degrees);
}

export function betaQuantile(p: number, alpha: number, betaShape: number): number {
  return beta.inv(p, alpha, betaShape);
}

/** Quantile of the standard normal distribution. */
export function normalQuantile(p: number): number {
  return normal.inv(p, 0, 1);
}

/** Probability of at most `k` successes in `n` trials. */
export function binomialCdf(k: number, n: number, p: number): number {
  return k < 0 ? 0 : binomial.cdf(k, n, p);
}
