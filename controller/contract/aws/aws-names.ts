import { z } from "zod";

/** An AWS Region by its code. Any that looks like one: AWS opens Regions faster than lists are kept. */
export const RegionCode = z
  .string()
  .regex(
    /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/,
    "is no Region code; write it as AWS does, such as eu-west-1",
  );

export type RegionCode = z.infer<typeof RegionCode>;

const LABEL = /^(?:[^\s.\\]|\\[0-7]{3}|\\[^0-7\s]){1,63}$/;

function isDnsName(text: string): boolean {
  const labels = text.replace(/\.$/, "").split(".");
  return text.length <= 1024 && labels.every((label) => LABEL.test(label));
}

/**
 * A DNS name, with or without the dot at its end, `\052` for other characters than letters, digits and
 * hyphens as Route 53 gives them. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
export const DnsName = z
  .string()
  .refine(
    isDnsName,
    "is no DNS name; write labels of 1 to 63 characters with dots between them, without spaces",
  );

export type DnsName = z.infer<typeof DnsName>;

/** An id of Route 53 without the path before it: `Z2BJ6XQ5FK7U4H`, not `/hostedzone/Z2BJ6XQ5FK7U4H`. */
export const Route53Id = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,64}$/,
    "is no id of Route 53; write it without the path before it, such as Z2BJ6XQ5FK7U4H",
  );

export type Route53Id = z.infer<typeof Route53Id>;

export const Arn = z
  .string()
  .regex(/^arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S+$/, "is no ARN; it begins with arn:aws:")
  .max(2048);

export type Arn = z.infer<typeof Arn>;

/** Tags of a resource by their keys. */
export const Tags = z.record(z.string().min(1).max(128), z.string().max(256));

export type Tags = z.infer<typeof Tags>;

/** Another AWS service that made a resource and alone may change it. */
export const LinkedService = z.object({
  servicePrincipal: z.string().optional(),
  description: z.string().optional(),
});
