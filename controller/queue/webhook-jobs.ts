import type { Queue } from "bullmq";
import type { WebhookEvent } from "../contract/webhook.ts";

/** An event on its way to one receiver. */
export type WebhookJob = { readonly receiver: string; readonly event: WebhookEvent };

export type WebhookJobs = {
  /** Puts an event on its way to some receivers; to each once, however often it is put. */
  send(event: WebhookEvent, receivers: readonly string[]): Promise<void>;
};

/** Tries at 0 s, 5 s, 15 s, 35 s, … the last one after some 40 minutes. */
const ATTEMPTS = 10;
const FIRST_PAUSE_MS = 5_000;
/** So long it is known what was delivered or given up. */
const KNOWN_S = 7 * 24 * 3_600;

export function webhookJobs(queue: Queue, firstPauseMs = FIRST_PAUSE_MS): WebhookJobs {
  return {
    async send(event, receivers) {
      const jobs = receivers.map((receiver) => ({
        name: event.kind,
        data: { receiver, event } satisfies WebhookJob,
        opts: {
          jobId: `${event.id}-${receiver}`,
          attempts: ATTEMPTS,
          backoff: { type: "exponential", delay: firstPauseMs },
          removeOnComplete: { age: KNOWN_S },
          removeOnFail: { age: KNOWN_S },
        },
      }));
      if (jobs.length > 0) await queue.addBulk(jobs);
    },
  };
}
