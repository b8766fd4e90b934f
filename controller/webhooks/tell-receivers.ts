import type { WebhookEvent } from "../contract/webhook.ts";
import type { WebhookJobs } from "../queue/webhook-jobs.ts";
import type { Store } from "../store/store.ts";

/** Puts events on their way to those who want them. */
export type Tell = (event: WebhookEvent) => Promise<void>;

/** Whoever is declared to want an event gets a job of his own, so that none keeps another from hearing. */
export function tellReceivers({ webhooks }: Pick<Store, "webhooks">, jobs: WebhookJobs): Tell {
  return async (event) => {
    const wanting = (await webhooks.list()).filter(({ on }) => on.includes(event.kind));
    await jobs.send(
      event,
      wanting.map(({ id }) => id),
    );
  };
}
