import { request } from "undici";
import type { Webhook, WebhookEvent } from "../contract/webhook.ts";
import { webhookRequest } from "./webhook-request.ts";

const TIMEOUT_MS = 10_000;
/** Refusals that may pass: RFC 9110 §15.5.9, RFC 8470, RFC 6585. */
const PASSING = new Set([408, 425, 429]);

/** An event that was not taken. Its message names no address. */
export class WebhookError extends Error {
  override readonly name = "WebhookError";

  /** Whether trying again is of any use. */
  readonly mayPass: boolean;

  constructor(message: string, mayPass: boolean) {
    super(message);
    this.mayPass = mayPass;
  }
}

/**
 * Sends one event to one receiver. Redirects are not followed: they would carry the event where nobody said
 * that it may go.
 *
 * @throws WebhookError where it was not taken
 */
export async function deliverWebhook(
  webhook: Webhook,
  event: WebhookEvent,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const { headers, body } = webhookRequest(webhook, event);
  const signal = AbortSignal.timeout(timeoutMs);
  const status = await request(webhook.url, { method: "POST", headers, body, signal }).then(
    async (response) => {
      await response.body.dump().catch(() => undefined);
      return response.statusCode;
    },
    (error: unknown) => {
      throw new WebhookError(reasonOf(error, timeoutMs), true);
    },
  );
  if (status >= 200 && status < 300) return;
  throw new WebhookError(`it answered ${status}`, status >= 500 || PASSING.has(status));
}

/** By its code: messages of the network name the address. */
function reasonOf(error: unknown, timeoutMs: number): string {
  const { name, code } = error as { name?: string; code?: string };
  if (name === "TimeoutError" || name === "AbortError") return `no answer within ${timeoutMs} ms`;
  return `it cannot be reached (${code ?? name ?? "unknown"})`;
}
