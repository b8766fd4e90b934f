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
import { followChanges } from "./events.ts";
import { type ChangeKind, refresh } from "./queries.ts";

interface LiveValue {
  live: Live;
  dispatch: Dispatch<LiveEvent>;
}

const LiveContext = createContext<LiveValue>({ live: LIVE_AT_START, dispatch: () => undefined });

/** Hears of changes and asks again, except while somebody is looking closely. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [live, dispatch] = useReducer(nextLive, LIVE_AT_START);
  const client = useQueryClient();
  const touched = useRef(new Set<ChangeKind>());

  useEffect(
    () =>
      followChanges({
        changed: (kinds) => {
          for (const kind of kinds) touched.current.add(kind);
          dispatch({ kind: "update" });
        },
        transport: (transport) => dispatch({ kind: "transport", transport }),
      }),
    [],
  );

  useEffect(() => {
    if (live.round === 0) return;
    const kinds = touched.current;
    touched.current = new Set();
    void refresh(client, kinds);
  }, [live.round, client]);

  const value = useMemo(() => ({ live, dispatch }), [live]);
  return <LiveContext value={value}>{children}</LiveContext>;
}

export function useLive(): LiveValue {
  return useContext(LiveContext);
}
