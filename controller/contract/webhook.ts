import { z } from "zod";
import { Identifier } from "./measured.ts";
import { Outcome } from "./recommendation.ts";

/** What is told: another outcome than before, drift that begins or ends, a test of failover that failed. */
export const WebhookKind = z.enum(["outcome_change", "drift", "failed_test"]);

export type WebhookKind = z.infer<typeof WebhookKind>;

const about = {
  /** The same for every receiver and every try: what was heard before has the same. */
  id: z.string().min(1),
  atMs: z.int(),
  service: Identifier,
  /** In words, with what is to be done where anything is. */
  sentence: z.string(),
};

/** An event as receivers of kind `generic` get it, as JSON. */
export const WebhookEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("outcome_change"),
    ...about,
    recommendation: z.string(),
    before: Outcome,
    outcome: Outcome,
    /** Whether it stands on a simulated history. */
    isSimulated: z.boolean(),
  }),
  z.object({ kind: z.literal("drift"), ...about, phase: z.enum(["begins", "ends"]) }),
  z.object({ kind: z.literal("failed_test"), ...about, test: z.string() }),
]);

export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** Who is told what. Address and secret stay in the memory of the processes that were given them. */
export const Webhook = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
    .describe("where events are sent by POST; may contain a token, and is never logged"),
  kind: z
    .enum(["generic", "slack"])
    .default("generic")
    .describe("generic: the event as JSON; slack: a text, as Slack's incoming webhooks take it"),
  on: z
    .array(WebhookKind)
    .min(1, "name at least one kind of event, or leave it out for all")
    .default([...WebhookKind.options])
    .describe("which events are sent"),
  secret: z
    .string()
    .min(16, "must be 16 characters or more")
    .optional()
    .describe(
      "key of the HMAC-SHA256 over the body, which goes with it as x-isochrone-signature: sha256=<hex>",
    ),
});

export type Webhook = z.infer<typeof Webhook>;
