import { createHash, createHmac } from "node:crypto";
import type { Webhook, WebhookEvent } from "../contract/webhook.ts";

export type WebhookRequest = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Names a receiver without telling its address. */
export function receiverId({ url, kind }: Pick<Webhook, "url" | "kind">): string {
  return createHash("sha256").update(`${kind} ${url}`).digest("hex").slice(0, 16);
}

/**
 * What a receiver is sent. Signed where there is a secret: `x-isochrone-signature` is `sha256=` and the HMAC
 * (RFC 2104) with SHA-256 over the body as it is sent, in hexadecimal.
 */
export function webhookRequest({ kind, secret }: Webhook, event: WebhookEvent): WebhookRequest {
  const body = JSON.stringify(kind === "slack" ? { text: slackText(event) } : event);
  const signature =
    secret === undefined
      ? {}
      : {
          "x-isochrone-signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
        };
  return {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "isochrone",
      "x-isochrone-event": event.id,
      ...signature,
    },
    body,
  };
}

/** What may begin a link or a mention in Slack's texts is written as an entity. */
function slackText({ service, sentence }: WebhookEvent): string {
  const text = `Isochrone, ${service}: ${sentence}`;
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
