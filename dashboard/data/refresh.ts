import type { Query, QueryClient } from "@tanstack/react-query";
import { API } from "../../controller/contract/api.ts";
import type { Matrix } from "../../controller/contract/matrix.ts";
import { type HeldMatrix, rowsToAsk, withRows } from "../view-model/held-matrix.ts";
import { bothNews, type News, NO_NEWS } from "../view-model/news.ts";
import { getJson } from "./api.ts";
import { type MatrixQuestion, statusQuery } from "./queries.ts";

/** The status is made of every series there is: measurements ask for it no more often than this. */
const STATUS_EVERY_MS = 5_000;

/** Asks again for what news touch, and for no more than that. */
export interface Refresher {
  refresh(news: News): void;
  close(): void;
}

/** A request under way is left to finish. */
const UNDER_WAY = { cancelRefetch: false };

/**
 * Matrices that are on the screen get the rows anew that have changed or are old; those that are not, and
 * whatever else is touched, are asked for as a whole.
 */
export function createRefresher(client: QueryClient, fetcher: typeof fetch = fetch): Refresher {
  const closing = new AbortController();
  const waiting = new Map<string, News>();
  let statusTimer: ReturnType<typeof setTimeout> | null = null;

  const askWhole = (queryKey: readonly unknown[]) =>
    client.invalidateQueries({ queryKey }, UNDER_WAY);

  function askStatus(): void {
    if (statusTimer !== null) return;
    const askedAtMs = client.getQueryState(statusQuery.queryKey)?.dataUpdatedAt ?? 0;
    const waitMs = Math.max(0, askedAtMs + STATUS_EVERY_MS - Date.now());
    statusTimer = setTimeout(
      () => {
        statusTimer = null;
        void askWhole(statusQuery.queryKey);
      },
      Math.min(waitMs, STATUS_EVERY_MS),
    );
  }

  /** One question at a time for each matrix: news that come meanwhile are answered together afterwards. */
  async function freshen(query: Query, news: News): Promise<void> {
    const before = waiting.get(query.queryHash);
    if (before !== undefined) {
      waiting.set(query.queryHash, bothNews(before, news));
      return;
    }
    waiting.set(query.queryHash, NO_NEWS);
    await askRows(query, news);
    const next = waiting.get(query.queryHash) ?? NO_NEWS;
    waiting.delete(query.queryHash);
    if (next.kinds.size > 0 && !closing.signal.aborted) await freshen(query, next);
  }

  async function askRows(query: Query, { vantages }: News): Promise<void> {
    const { queryKey } = query;
    const held = heldOf(query);
    const askedAtMs = Date.now();
    const rows = held === null ? null : rowsToAsk(held, vantages, askedAtMs);
    if (rows === null) return askWhole(queryKey);
    if (rows.length === 0) return;
    const question = { ...(queryKey[1] as MatrixQuestion), vantages: rows.join() };
    try {
      const part = await getJson<Matrix>(API.matrix, question, closing.signal, fetcher);
      const now = client.getQueryData<HeldMatrix>(queryKey);
      const next = now === undefined ? null : withRows(now, part, askedAtMs);
      if (next === null) return askWhole(queryKey);
      client.setQueryData(queryKey, next);
    } catch {
      // The whole tells what is wrong, in its own panel.
      if (!closing.signal.aborted) return askWhole(queryKey);
    }
  }

  return {
    refresh(news) {
      const { kinds } = news;
      if (kinds.has("estate")) {
        for (const key of ["status", "matrix", "recommendations", "estate"]) void askWhole([key]);
        return;
      }
      if (kinds.has("recommendation")) void askWhole(["recommendations"]);
      if (!kinds.has("measurements")) return;
      askStatus();
      const inactive = { queryKey: ["matrix"], type: "inactive", refetchType: "none" } as const;
      void client.invalidateQueries(inactive);
      const active = client.getQueryCache().findAll({ queryKey: ["matrix"], type: "active" });
      for (const query of active) void freshen(query, news);
    },
    close() {
      closing.abort();
      if (statusTimer !== null) clearTimeout(statusTimer);
    },
  };
}

/** What rows can be put into: an answer that has come, and that nobody has called out of date. */
function heldOf({ state }: Query): HeldMatrix | null {
  if (state.error !== null || state.isInvalidated) return null;
  return (state.data as HeldMatrix | undefined) ?? null;
}
