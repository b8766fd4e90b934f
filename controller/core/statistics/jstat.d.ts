/** The part of jstat that is used here; the package carries no types of its own. */
declare module "jstat" {
  export const jStat: {
    studentt: { inv(p: number, degrees: number): number; cdf(t: number, degrees: number): number };
    beta: { inv(p: number, alpha: number, beta: number): number };
    normal: { inv(p: number, mean: number, deviation: number): number };
    binomial: { cdf(k: number, n: number, p: number): number };
  };
}
