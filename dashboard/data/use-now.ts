import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { clockOffsetMs } from "../view-model/freshness.ts";
import { statusQuery } from "./queries.ts";

/** The controller's time, once a second. Ages are then right on a machine whose clock is not. */
export function useServerNow(): number {
  const { data, dataUpdatedAt } = useQuery(statusQuery);
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return data === undefined ? nowMs : nowMs + clockOffsetMs(data.atMs, dataUpdatedAt);
}
