import { expect, it } from "vitest";
import { partText } from "../../../../controller/core/inventory/part-text.ts";

it.each([
  ["subnets", "eu-west-1", "subnets of eu-west-1 in 111122223333"],
  ["hosted-zones", null, "hosted zones in 111122223333"],
] as const)("names %s of %s", (subject, scope, text) => {
  expect(partText({ account: "111122223333", subject, scope })).toBe(text);
});
