/** Every key that the store writes. What stands in braces decides the slot in a Redis Cluster. */
export const KEYS = {
  seriesHour: (series: string, hourMs: number) => `iso:s:{${series}}:${hourMs}`,
  seriesIndex: (service: string) => `iso:series:{${service}}`,
  probe: (vantage: string) => `iso:probe:{${vantage}}`,
  estate: "iso:estate",
  recommendations: (service: string) => `iso:rec:{${service}}`,
  recommendationIndex: "iso:rec-service",
  recommendationCounter: "iso:rec-counter",
  loginToken: (hash: string) => `iso:access:login:${hash}`,
  session: (hash: string) => `iso:access:session:${hash}`,
  apiToken: (id: string) => `iso:access:api:${id}`,
  probeToken: (vantage: string) => `iso:access:probe:${vantage}`,
  changes: "iso:changes",
} as const;
