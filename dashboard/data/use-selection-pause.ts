import { type Dispatch, useEffect } from "react";
import type { LiveEvent } from "../view-model/live.ts";

/** Selected text stays where it is: new data waits until the selection is gone. */
export function useSelectionPause(dispatch: Dispatch<LiveEvent>): void {
  useEffect(() => {
    const follow = () => {
      const selection = document.getSelection();
      const selected = selection !== null && !selection.isCollapsed;
      dispatch({ kind: selected ? "hold" : "release", reason: "selection" });
    };
    document.addEventListener("selectionchange", follow);
    return () => document.removeEventListener("selectionchange", follow);
  }, [dispatch]);
}
