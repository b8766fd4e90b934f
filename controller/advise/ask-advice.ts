import type { AdviceJobs } from "../queue/advice-jobs.ts";
import type { Store } from "../store/store.ts";

/**
 * Has services evaluated as soon as may be, because something that their recommendations stand on was changed.
 * The wish is kept beside the job: should that fail, the next look at what is due finds it.
 */
export async function askAdvice(
  { advice }: Pick<Store, "advice">,
  jobs: AdviceJobs,
  services: readonly string[],
): Promise<void> {
  await Promise.all(services.map((service) => advice.ask(service)));
  await jobs.askAdvice();
}
