import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { type Action, type Pressed, pressShortcut, type Waiting } from "../view-model/shortcut.ts";

type OwnAction = Exclude<Action, "overview" | "matrix">;

/** Listens for the global keys. Going to a screen keeps the view that stands in the address. */
export function useShortcuts(enabled: boolean, actions: Record<OwnAction, () => void>): void {
  const navigate = useNavigate();
  const waiting = useRef<Waiting>(null);
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { action, waiting: next } = pressShortcut(waiting.current, {
        key: event.key,
        atMs: event.timeStamp,
        modified: event.ctrlKey || event.altKey || event.metaKey,
        target: targetOf(event.target),
        enabled,
      });
      waiting.current = next;
      if (action === null) return;
      if (action === "pause") event.preventDefault();
      if (action === "overview") void navigate({ to: "/", search: true });
      else if (action === "matrix") void navigate({ to: "/matrix", search: true });
      else latest.current[action]();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [enabled, navigate]);
}

function targetOf(target: EventTarget | null): Pressed["target"] {
  if (!(target instanceof Element)) return "page";
  if (target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select"))
    return "field";
  return target.closest("button, a, summary, input") === null ? "page" : "button";
}
