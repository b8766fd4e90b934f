/** Where the dashboard and the command line call the controller. */
export const API = {
  status: "/v1/status",
  matrix: "/v1/matrix",
  series: "/v1/series",
  distribution: "/v1/distribution",
  heatmap: "/v1/heatmap",
  comparison: "/v1/comparison",
  recommendations: "/v1/recommendations",
  estate: "/v1/estate",
  events: "/v1/events",
  session: "/v1/session",
  deadLetters: "/v1/dead-letters",
  openapi: "/v1/openapi.json",
  documentation: "/docs",
  metrics: "/metrics",
  healthz: "/healthz",
  readyz: "/readyz",
} as const;
