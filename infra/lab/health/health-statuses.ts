/** What Route 53's answers know of health checks: the status as far as it has been published. */
export interface HealthStatuses {
  /** An unknown check, and one without data yet, counts as healthy. */
  isHealthy(healthCheckId: string): boolean;
}
