import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { occasionally } from "../../../controller/inventory/occasionally.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("passes the first value on at once, then the newest of each while, and nothing after its end", async () => {
  const passed: number[] = [];
  const telling = occasionally(500, (value: number) => {
    passed.push(value);
    return Promise.resolve();
  });
  for (const value of [1, 2, 3]) telling.add(value);
  await vi.advanceTimersByTimeAsync(499);
  expect(passed).toEqual([1]);
  await vi.advanceTimersByTimeAsync(1);
  expect(passed).toEqual([1, 3]);
  await vi.advanceTimersByTimeAsync(2_000);
  telling.add(4);
  telling.add(5);
  await telling.close();
  telling.add(6);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(passed).toEqual([1, 3, 4]);
});
