import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { troubleOf } from "../view-model/trouble.ts";
import { ApiError } from "./api.ts";
import { statusQuery } from "./queries.ts";

/** The controller's trouble, if any. Once it is over, everything on the screen is asked for again. */
export function useTrouble(): ReturnType<typeof troubleOf> {
  const { data, error } = useQuery(statusQuery);
  const client = useQueryClient();
  const trouble = troubleOf(data, error instanceof ApiError ? error.problem : null);
  const isOn = trouble !== null;
  const wasOn = useRef(isOn);
  useEffect(() => {
    if (wasOn.current && !isOn) void client.invalidateQueries();
    wasOn.current = isOn;
  }, [isOn, client]);
  return trouble;
}
