import type { Logger } from "pino";
import { auditLog } from "../audit-log.ts";
import type { Webhook } from "../contract/webhook.ts";
import type { WebhookJob } from "../queue/webhook-jobs.ts";
import type { Store } from "../store/store.ts";
import { deliverWebhook, WebhookError } from "./deliver-webhook.ts";
import { receiverId } from "./webhook-request.ts";

/** Well within the time after which this process counts as gone. */
const DECLARE_EVERY_MS = 20_000;

export type WebhookWork = {
  /**
   * Delivers an event to its receiver.
   *
   * @throws WebhookError where it was not taken and another try is of use
   */
  deliver(job: WebhookJob, isLast: boolean): Promise<void>;
  close(): void;
};

/**
 * Tells the others who wants to hear what, as long as this process lives, and delivers. What is given up is a
 * line in the audit; no line names an address or a secret.
 */
export async function startWebhooks(
  { webhooks: receivers }: Pick<Store, "webhooks">,
  webhooks: readonly Webhook[],
  log: Logger,
): Promise<WebhookWork> {
  const byId = new Map(webhooks.map((webhook) => [receiverId(webhook), webhook]));
  const declared = [...byId].map(([id, { on }]) => ({ id, on: [...on] }));
  await receivers.declare(declared);
  const timer = setInterval(() => {
    receivers.declare(declared).catch((err: Error) => {
      log.debug({ err }, "the receivers of webhooks were not declared");
    });
  }, DECLARE_EVERY_MS).unref();
  const audit = auditLog(log);
  const giveUp = ({ receiver, event }: WebhookJob, reason: string) => {
    const facts = {
      action: "webhook.given-up",
      receiver,
      kind: event.kind,
      event: event.id,
      reason,
    };
    audit.warn(facts, "audit: webhook.given-up");
  };
  return {
    async deliver(job, isLast) {
      const webhook = byId.get(job.receiver);
      if (webhook === undefined) return giveUp(job, "no receiver of this process has that id");
      try {
        await deliverWebhook(webhook, job.event);
      } catch (error) {
        if (!(error instanceof WebhookError)) throw error;
        if (error.mayPass && !isLast) throw error;
        giveUp(job, error.message);
      }
    },
    close() {
      clearInterval(timer);
    },
  };
}
