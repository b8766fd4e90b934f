import { expect, it } from "vitest";
import { limited } from "../../../controller/aws/limited.ts";

it("has so many tasks in work and no more, and takes them in the order in which they came", async () => {
  const limit = limited(2);
  const begun: number[] = [];
  let inWork = 0;
  let most = 0;
  const task = (number: number) => async () => {
    begun.push(number);
    inWork += 1;
    most = Math.max(most, inWork);
    await new Promise((resolve) => setImmediate(resolve));
    inWork -= 1;
    if (number === 1) throw new Error("one fails");
    return number;
  };
  const all = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => limit(task(number))));
  expect(most).toBe(2);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(all.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
});
