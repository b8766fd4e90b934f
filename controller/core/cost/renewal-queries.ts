const SECONDS_PER_HOUR = 3_600;

/**
 * Queries per second with which a resolver asks again for a name: when its copy has run out, the next
 * client makes it ask (a renewal process).
 *
 * @param ttlS time for which the resolver keeps an answer, which may differ from the record's
 * @param clientQueriesPerS what its clients ask it for
 */
export function renewalQueriesPerS(ttlS: number, clientQueriesPerS: number): number {
  return clientQueriesPerS === 0 ? 0 : 1 / (ttlS + 1 / clientQueriesPerS);
}

/**
 * Queries that reach Route 53 in a month, as a whole number.
 *
 * @param resolversQueriesPerS what each resolver is asked for by its clients
 */
export function renewalQueriesPerMonth(
  ttlS: number,
  resolversQueriesPerS: readonly number[],
  hoursPerMonth: number,
): number {
  const perS = resolversQueriesPerS.reduce((sum, rate) => sum + renewalQueriesPerS(ttlS, rate), 0);
  return Math.round(perS * hoursPerMonth * SECONDS_PER_HOUR);
}
