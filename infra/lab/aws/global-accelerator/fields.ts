import { z } from "zod";

export const Arn = z.string("is needed").min(1).max(255);

export const Token = z.string().min(1).max(255).optional();

/** https://docs.aws.amazon.com/global-accelerator/latest/api/API_Tag.html */
export const TagList = z.array(
  z.object({
    Key: z
      .string("is needed")
      .min(1)
      .max(128)
      .refine((key) => !key.startsWith("aws:"), "must not begin with aws:"),
    Value: z.string("is needed").max(256),
  }),
);

/** Of a list: how much of it, and from where on. */
export const PageInput = z.object({
  MaxResults: z.int("must be from 1 to 100").min(1).max(100).default(10),
  NextToken: z.string().max(255).optional(),
});
