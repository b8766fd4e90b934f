import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import {
  patched,
  type View,
  type ViewPatch,
  type ViewSearch,
  viewOf,
} from "../view-model/view-search.ts";

export interface ViewInUrl {
  search: ViewSearch;
  view: View;
  change(patch: ViewPatch): void;
}

/** The view as the address of the page says it, and the way to change both. */
export function useView(): ViewInUrl {
  const search: ViewSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (patch: ViewPatch) => {
      void navigate({
        to: ".",
        search: (before: ViewSearch) => patched(before, patch),
        replace: true,
      });
    },
    [navigate],
  );
  return { search, view: viewOf(search), change };
}
