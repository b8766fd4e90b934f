import { z } from "zod";
import { WebhookKind } from "../contract/webhook.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";

/** A process that has not spoken for so long is gone. */
const GONE_MS = 60_000;

const Receivers = z.array(z.object({ id: z.string(), on: z.array(WebhookKind) }));

/** A receiver without address and secret. */
type WebhookReceiver = z.infer<typeof Receivers>[number];

export type WebhookReceivers = {
  /** Those of a process that delivers; none where none has spoken within a minute. */
  list(): Promise<WebhookReceiver[]>;
  /** To be repeated several times a minute. */
  declare(receivers: readonly WebhookReceiver[]): Promise<void>;
};

export function webhookReceivers(redis: RedisClient): WebhookReceivers {
  return {
    async list() {
      const text = await redis.get(KEYS.webhooks);
      return text === null ? [] : Receivers.parse(JSON.parse(text));
    },
    async declare(receivers) {
      await redis.set(KEYS.webhooks, JSON.stringify(receivers), "PX", GONE_MS);
    },
  };
}
