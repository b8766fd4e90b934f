import { QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Matrix } from "../../../controller/contract/matrix.ts";
import { createQueryClient, matrixQuery, statusQuery } from "../../../dashboard/data/queries.ts";
import { createRefresher } from "../../../dashboard/data/refresh.ts";
import type { HeldMatrix } from "../../../dashboard/view-model/held-matrix.ts";
import { ALL_NEWS, type News } from "../../../dashboard/view-model/news.ts";
import { cannedMatrix, cannedStatus } from "../../helpers/dashboard-answers.ts";

const measured = (...names: string[]): News => ({
  kinds: new Set(["measurements"]),
  vantages: new Set(names),
});
const QUERY = matrixQuery({
  service: "shop",
  entry: "direct",
  metric: "echo_rtt",
  windowMs: 900_000,
});

/** What a controller would answer; what it was asked for is kept. */
function controller() {
  const asked: string[] = [];
  const failing = new Set<string>();
  const answer = (path: string): unknown => {
    const url = new URL(path, "http://loopback");
    if (url.pathname === "/v1/status") return cannedStatus(Date.now());
    const matrix = cannedMatrix("direct", "echo_rtt", 900_000, Date.now());
    const wanted = url.searchParams.get("vantages")?.split(",");
    if (wanted === undefined) return matrix;
    return {
      ...matrix,
      rows: matrix.rows.filter(({ id }) => wanted.includes(id)),
      cells: matrix.cells.filter(({ vantage }) => wanted.includes(vantage)),
    };
  };
  const fetcher: typeof fetch = (input) => {
    const path = String(input);
    const vantages = new URL(path, "http://loopback").searchParams.get("vantages");
    const name = path.startsWith("/v1/status") ? "status" : `matrix ${vantages ?? "all"}`;
    asked.push(name);
    if (failing.has(name)) return Promise.resolve(new Response("{}", { status: 404 }));
    return Promise.resolve(new Response(JSON.stringify(answer(path))));
  };
  return { asked, failing, fetcher };
}

describe("dashboard/data/refresh", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  async function shown() {
    const served = controller();
    vi.stubGlobal("fetch", served.fetcher);
    const client = createQueryClient();
    const leave = new QueryObserver(client, QUERY).subscribe(() => undefined);
    const refresher = createRefresher(client, served.fetcher);
    await vi.advanceTimersByTimeAsync(10);
    expect(served.asked.splice(0)).toEqual(["matrix all"]);
    const held = () => client.getQueryData(QUERY.queryKey) as HeldMatrix;
    const [one = "", other = ""] = held().rows.map(({ id }) => id);
    const refresh = async (news: News, afterMs = 1_000) => {
      await vi.advanceTimersByTimeAsync(afterMs);
      served.asked.length = 0;
      refresher.refresh(news);
      await vi.advanceTimersByTimeAsync(10);
      return served.asked.filter((name) => name !== "status");
    };
    const close = () => {
      refresher.close();
      leave();
    };
    return { ...served, client, refresher, refresh, held, one, other, close };
  }

  it("asks for the rows that have changed and keeps the others", async () => {
    const { refresh, held, one, other, close } = await shown();
    const before = held();
    expect(await refresh(measured(one))).toEqual([`matrix ${one}`]);
    const cellOf = (matrix: Matrix, vantage: string) =>
      matrix.cells.find((cell) => cell.vantage === vantage);
    expect(cellOf(held(), other)).toEqual(cellOf(before, other));
    expect(held().rowsAtMs[one]).toBeGreaterThan(before.rowsAtMs[one] ?? 0);
    expect(held().rowsAtMs[other]).toBe(before.rowsAtMs[other]);
    close();
  });

  it("asks for everything after a gap, a change of the estate, and a minute", async () => {
    const { refresh, one, close } = await shown();
    expect(await refresh(ALL_NEWS)).toEqual(["matrix all"]);
    expect(await refresh({ kinds: new Set(["estate"]), vantages: null })).toEqual(["matrix all"]);
    expect(await refresh(measured(one), 60_000)).toEqual(["matrix all"]);
    close();
  });

  it("asks for the whole when a part is refused", async () => {
    const { refresh, failing, one, close } = await shown();
    failing.add(`matrix ${one}`);
    expect(await refresh(measured(one))).toEqual([`matrix ${one}`, "matrix all"]);
    close();
  });

  it("answers together what comes while it asks", async () => {
    const { refresher, asked, one, other, close } = await shown();
    for (const name of [one, other, one]) refresher.refresh(measured(name));
    await vi.advanceTimersByTimeAsync(10);
    expect(asked.filter((name) => name !== "status")).toEqual([
      `matrix ${one}`,
      expect.stringMatching(/^matrix [^,]+,[^,]+$/),
    ]);
    close();
  });

  it("asks for the status every five seconds at most, and once more after the last news", async () => {
    const { client, refresher, asked, one, close } = await shown();
    const leave = new QueryObserver(client, statusQuery).subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(10);
    const count = () => asked.filter((name) => name === "status").length;
    expect(count()).toBe(1);
    for (let second = 0; second < 7; second += 1) {
      refresher.refresh(measured(one));
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(count()).toBe(2);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(count()).toBe(3);
    leave();
    close();
  });

  it("asks for a matrix that is not on the screen when it comes back to it", async () => {
    const { client, refresh, one, close } = await shown();
    close();
    expect(await refresh(measured(one))).toEqual([]);
    expect(client.getQueryState(QUERY.queryKey)?.isInvalidated).toBe(true);
  });
});
