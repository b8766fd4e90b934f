import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EventStream, followChanges } from "../../../dashboard/data/events.ts";

class Stream implements EventStream {
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners.set(type, listener);
  }

  close(): void {
    this.closed = true;
  }

  say(type: string, data: unknown, lastEventId = ""): void {
    const event = { data: JSON.stringify(data), lastEventId };
    this.listeners.get(type)?.(event as MessageEvent<string>);
  }
}

describe("dashboard/data/events", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function follow() {
    const streams: Stream[] = [];
    const told: string[][] = [];
    const vantages: (string[] | null)[] = [];
    const transports: string[] = [];
    const stop = followChanges(
      {
        changed: (news) => {
          told.push([...news.kinds].sort());
          vantages.push(news.vantages === null ? null : [...news.vantages].sort());
        },
        transport: (transport) => transports.push(transport),
      },
      () => {
        const stream = new Stream();
        streams.push(stream);
        return stream;
      },
    );
    return { streams, told, vantages, transports, stop };
  }

  it("tells changes that come close together once", () => {
    const { streams, told, stop } = follow();
    streams[0]?.say("measurements", { kind: "measurements" }, "1700-1");
    streams[0]?.say("recommendation", { kind: "recommendation" }, "1700-2");
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual([["measurements", "recommendation"]]);
    stop();
  });

  it("names the vantages while the numbers of the events follow on each other", () => {
    const { streams, vantages, stop } = follow();
    const say = (id: string, ...names: string[]) =>
      streams[0]?.say("measurements", { kind: "measurements", vantages: names }, id);
    say("1700-1", "b");
    say("1700-2", "a", "b");
    vi.advanceTimersByTime(1_000);
    say("1700-4", "a");
    vi.advanceTimersByTime(1_000);
    say("1700-5", "c");
    vi.advanceTimersByTime(1_000);
    say("1800-6", "c");
    vi.advanceTimersByTime(1_000);
    expect(vantages).toEqual([["a", "b"], null, ["c"], null]);
    stop();
  });

  it("tells everything when the stream comes back after a break", () => {
    const { streams, told, vantages, stop } = follow();
    streams[0]?.onopen?.();
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual([]);
    streams[0]?.onerror?.();
    streams[0]?.onopen?.();
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual([["estate", "measurements", "recommendation"]]);
    expect(vantages).toEqual([null]);
    stop();
  });

  it("asks for everything when the stream is quiet for 15 s, and not when it spoke", () => {
    const { streams, told, stop } = follow();
    vi.advanceTimersByTime(15_000);
    expect(told).toEqual([["estate", "measurements", "recommendation"]]);
    streams[0]?.say("measurements", { kind: "measurements" });
    vi.advanceTimersByTime(15_000);
    expect(told).toHaveLength(2);
    stop();
  });

  it("says that it polls when the stream breaks, and opens a refused one again", () => {
    const { streams, transports, stop } = follow();
    streams[0]?.onopen?.();
    streams[0]?.onerror?.();
    if (streams[0] !== undefined) streams[0].readyState = 2;
    vi.advanceTimersByTime(15_000);
    expect(streams).toHaveLength(2);
    streams[1]?.onopen?.();
    expect(transports).toEqual(["events", "polling", "events"]);
    stop();
    expect(streams[1]?.closed).toBe(true);
  });

  it("is silent after it was ended", () => {
    const { streams, told, stop } = follow();
    streams[0]?.say("estate", { kind: "estate" });
    stop();
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });
});
