import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { AdviceSettings } from "../../../controller/contract/advice-settings.ts";
import { WebhookEvent } from "../../../controller/contract/webhook.ts";
import { deliverWebhook } from "../../../controller/webhooks/deliver-webhook.ts";
import { receiverId } from "../../../controller/webhooks/webhook-request.ts";

type Heard = { readonly headers: IncomingMessage["headers"]; readonly body: string };

const EVENT: WebhookEvent = {
  kind: "outcome_change",
  id: "outcome-REC-0007",
  atMs: 1_700_000_000_000,
  service: "shop",
  recommendation: "REC-0007",
  before: "keep",
  outcome: "change",
  isSimulated: false,
  sentence: "REC-0007: change, was keep. p50 <9 ms & less",
};

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A receiver on loopback, and what it hears. */
async function receiver(answer: (response: ServerResponse) => void) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      heard.push({ headers: request.headers, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/t0ken`, heard };
}

const webhook = (given: object) => {
  const [hook] = AdviceSettings.parse({ webhooks: [given] }).webhooks;
  if (hook === undefined) throw new Error("no webhook was given");
  return hook;
};
const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end("thanks");

describe("controller/webhooks/deliver-webhook", () => {
  it("sends the event as JSON, signed over the very body", async () => {
    const { url, heard } = await receiver(status(204));
    const secret = "a secret of many letters";
    await deliverWebhook(webhook({ url, secret }), EVENT);
    const [only] = heard;
    expect(WebhookEvent.parse(JSON.parse(only?.body ?? ""))).toEqual(EVENT);
    const signature = createHmac("sha256", secret)
      .update(only?.body ?? "")
      .digest("hex");
    expect(only?.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "x-isochrone-event": EVENT.id,
      "x-isochrone-signature": `sha256=${signature}`,
    });
  });

  it("sends a text that Slack takes, and signs nothing without a secret", async () => {
    const { url, heard } = await receiver(status(200));
    await deliverWebhook(webhook({ url, kind: "slack" }), EVENT);
    expect(JSON.parse(heard[0]?.body ?? "")).toEqual({
      text: "Isochrone, shop: REC-0007: change, was keep. p50 &lt;9 ms &amp; less",
    });
    expect(heard[0]?.headers).not.toHaveProperty("x-isochrone-signature");
  });

  it.each([
    ["a fault of the receiver", status(503), { message: "it answered 503", mayPass: true }],
    ["too many requests", status(429), { message: "it answered 429", mayPass: true }],
    ["a refusal", status(410), { message: "it answered 410", mayPass: false }],
    [
      "a redirect, which is not followed",
      status(302, { location: "http://127.0.0.1:1/" }),
      { message: "it answered 302", mayPass: false },
    ],
    ["silence", () => undefined, { message: "no answer within 200 ms", mayPass: true }],
  ])("says of %s whether another try is of use", async (_what, answer, expected) => {
    const { url, heard } = await receiver(answer);
    await expect(deliverWebhook(webhook({ url }), EVENT, 200)).rejects.toMatchObject(expected);
    expect(heard).toHaveLength(1);
  });

  it("names no address where nobody listens", async () => {
    const { url } = await receiver(status(200));
    for (const close of closers.splice(0)) close();
    const error: unknown = await deliverWebhook(webhook({ url }), EVENT).catch((e: unknown) => e);
    expect(error).toMatchObject({ message: "it cannot be reached (ECONNREFUSED)", mayPass: true });
    expect(JSON.stringify(error)).not.toContain("t0ken");
  });

  it("knows receivers by a name that tells no address", () => {
    const [one, other] = ["https://a.test/x", "https://a.test/y"].map((url) => webhook({ url }));
    if (one === undefined || other === undefined) throw new Error("two are needed");
    expect(receiverId(one)).toMatch(/^[0-9a-f]{16}$/);
    expect(receiverId(one)).not.toBe(receiverId(other));
  });
});
