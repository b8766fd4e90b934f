import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type Dispatch,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
} from "react";
import { LIVE_AT_START, type Live, type LiveEvent, nextLive } from "../view-model/live.ts";
import { bothNews, NO_NEWS } from "../view-model/news.ts";
import { followChanges } from "./events.ts";
import { createRefresher, type Refresher } from "./refresh.ts";

interface LiveValue {
  live: Live;
  dispatch: Dispatch<LiveEvent>;
}

const LiveContext = createContext<LiveValue>({ live: LIVE_AT_START, dispatch: () => undefined });

/** Hears of changes and asks again, except while somebody is looking closely. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [live, dispatch] = useReducer(nextLive, LIVE_AT_START);
  const client = useQueryClient();
  const touched = useRef(NO_NEWS);
  const refresher = useRef<Refresher | null>(null);

  useEffect(
    () =>
      followChanges({
        changed: (news) => {
          touched.current = bothNews(touched.current, news);
          dispatch({ kind: "update" });
        },
        transport: (transport) => dispatch({ kind: "transport", transport }),
      }),
    [],
  );

  useEffect(() => {
    const created = createRefresher(client);
    refresher.current = created;
    return () => created.close();
  }, [client]);

  useEffect(() => {
    if (live.round === 0) return;
    const news = touched.current;
    touched.current = NO_NEWS;
    refresher.current?.refresh(news);
  }, [live.round]);

  const value = useMemo(() => ({ live, dispatch }), [live]);
  return <LiveContext value={value}>{children}</LiveContext>;
}

export function useLive(): LiveValue {
  return useContext(LiveContext);
}
