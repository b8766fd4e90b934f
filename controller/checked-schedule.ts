import { ControllerProblem } from "./controller-problem.ts";
import { DEFAULT_SCHEDULE, type Schedule } from "./queue/schedule.ts";

/** More often costs Redis more than it brings anybody. */
const LEAST_EVERY_MS = 500;

/**
 * How often the jobs that recur run, with defaults for what is not given.
 *
 * @throws ControllerProblem for a time that cannot be kept.
 */
export function checkedSchedule(given: Partial<Schedule> = {}): Schedule {
  const schedule = { ...DEFAULT_SCHEDULE, ...given };
  const fields = ["rollUpEveryMs", "adviseEveryMs", "driftEveryMs"] as const;
  const wrong = fields.find(
    (field) => !Number.isSafeInteger(schedule[field]) || schedule[field] < LEAST_EVERY_MS,
  );
  if (wrong === undefined) return schedule;
  throw new ControllerProblem(
    `schedule.${wrong} is ${schedule[wrong]}, which is no whole number of ${LEAST_EVERY_MS} milliseconds or more.`,
    `Leave it out for ${DEFAULT_SCHEDULE[wrong]}.`,
  );
}
