import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { workInProgress } from "../../../controller/queue/work-in-progress.ts";

const never = new AbortController().signal;
/** What was said first: that nothing is in work, or nothing for a while. */
const heard = (idle: Promise<void>) =>
  Promise.race([idle.then(() => "idle"), delay(300, "still waiting")]);

describe("controller/queue/work-in-progress", () => {
  it("is idle only when the last work is done, whether well or badly", async () => {
    const progress = workInProgress();
    const ends: ((error: Error | null) => void)[] = [];
    const work = progress.counted(
      (name: string) =>
        new Promise<string>((resolve, reject) => {
          ends.push((error) => (error === null ? resolve(name) : reject(error)));
        }),
    );
    const [one, two] = [work("one"), work("two")];
    const idle = progress.idle(100, never);
    expect(await heard(idle)).toBe("still waiting");
    ends[0]?.(null);
    expect(await one).toBe("one");
    expect(await heard(idle)).toBe("still waiting");
    ends[1]?.(new Error("fails"));
    await expect(two).rejects.toThrow("fails");
    await idle;
  });

  it("stops looking with the signal", async () => {
    const closing = new AbortController();
    const idle = workInProgress().idle(3_600_000, closing.signal);
    closing.abort();
    await idle;
  });
});
