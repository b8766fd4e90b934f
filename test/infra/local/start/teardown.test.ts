import { describe, expect, it } from "vitest";
import { createTeardown } from "../../../../infra/local/start/teardown.ts";

function recorder() {
  const events: string[] = [];
  const part = (name: string, stop: () => Promise<void> = () => Promise.resolve()) => ({
    name,
    stop: () => {
      events.push(`stop ${name}`);
      return stop();
    },
    kill: () => void events.push(`kill ${name}`),
  });
  return { events, part };
}

describe("infra/local/start/teardown", () => {
  it("stops the newest first, each after the one before is done", async () => {
    const { events, part } = recorder();
    const teardown = createTeardown(() => undefined);
    const slow = () =>
      new Promise<void>((resolve) => {
        setImmediate(() => {
          events.push("probes are done");
          resolve();
        });
      });
    teardown.add(part("redis"));
    teardown.add(part("lab"));
    teardown.add(part("probes", slow));
    await teardown.stop();
    expect(events).toEqual(["stop probes", "probes are done", "stop lab", "stop redis"]);
  });

  it("reports a part that fails, kills it, and goes on with the rest", async () => {
    const { events, part } = recorder();
    const lines: string[] = [];
    const teardown = createTeardown((line) => void lines.push(line));
    teardown.add(part("redis"));
    teardown.add(part("lab", () => Promise.reject(new Error("no answer"))));
    await teardown.stop();
    expect(events).toEqual(["stop lab", "kill lab", "stop redis"]);
    expect(lines).toEqual(["stopping the lab: no answer"]);
  });

  it("does not wait for ever", async () => {
    const { events, part } = recorder();
    const lines: string[] = [];
    const teardown = createTeardown((line) => void lines.push(line), 1);
    teardown.add(part("redis"));
    teardown.add(part("lab", () => new Promise(() => undefined)));
    await teardown.stop();
    expect(events).toEqual(["stop lab", "kill lab", "stop redis"]);
    expect(lines[0]).toMatch(/stopping the lab: not done after/);
  });

  it("kills everything at once while it is stopping, the part under way included", async () => {
    const { events, part } = recorder();
    const teardown = createTeardown(() => undefined);
    let finish: () => void = () => undefined;
    teardown.add(part("redis"));
    teardown.add(
      part(
        "lab",
        () =>
          new Promise((resolve) => {
            finish = resolve;
          }),
      ),
    );
    const stopping = teardown.stop();
    teardown.kill();
    finish();
    await stopping;
    expect(events).toEqual(["stop lab", "kill lab", "kill redis"]);
  });

  it("kills what is added too late", async () => {
    const { events, part } = recorder();
    const teardown = createTeardown(() => undefined);
    await teardown.stop();
    teardown.add(part("late"));
    expect(events).toEqual(["kill late"]);
  });
});
