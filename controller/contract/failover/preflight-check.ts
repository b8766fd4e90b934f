import { z } from "zod";

/** Conditions that a run begins under, each checked before every start. */
export const PreflightCheck = z.enum([
  // The plan is the one that was checked.
  "plan_current",
  // Runs may begin now.
  "window",
  // No other run of the service goes on.
  "no_other_run",
  // The pause since the run before is over.
  "pause_over",
  // Production: three clean runs elsewhere, and health_only first.
  "production_rule",
  // Another endpoint serves users' requests.
  "standby_serves",
  // The others have room for the users of the one that fails.
  "standby_capacity",
  // Less is waiting to be replicated than may be lost.
  "replication_lag",
  // No alarm for 30 minutes.
  "alarms_quiet",
  // An earlier, longer TTL has run out.
  "ttl_in_force",
  // Every record of the group has a health check.
  "health_checks_attached",
  // Nothing serves the failed endpoint when all look unwell.
  "no_fail_open",
  // The failover needs no control plane.
  "data_plane_only",
  // The way back was tried.
  "restore_tested",
  // What is made to fail is marked as fit for tests.
  "target_opted_in",
  // Clocks of all vantages are right within 50 ms.
  "clocks",
  // All vantages tell what they measure.
  "vantages_report",
  // Somebody outside of AWS watches too.
  "second_observer",
  // No incident is open.
  "no_incident",
]);

export type PreflightCheck = z.infer<typeof PreflightCheck>;

/** Conditions that people may vouch for where nothing can be measured. What was found red stays red. */
export const Assurance = z.object({
  check: PreflightCheck.extract([
    "standby_capacity",
    "replication_lag",
    "alarms_quiet",
    "no_fail_open",
    "data_plane_only",
    "restore_tested",
    "second_observer",
    "no_incident",
  ]).describe("condition that is vouched for where nothing tells"),
  by: z.string().min(1).max(120).describe("who vouches for it"),
  reason: z.string().min(1).max(300).describe("what that rests on"),
});

export type Assurance = z.infer<typeof Assurance>;
