import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { isUnauthorized, isUndeclared } from "../data/api.ts";
import { useLive } from "../data/live-context.tsx";
import { keepShortcuts, keepTheme, storedShortcuts, storedTheme } from "../data/preferences.ts";
import { statusQuery } from "../data/queries.ts";
import { useSelectionPause } from "../data/use-selection-pause.ts";
import { useShortcuts } from "../data/use-shortcuts.ts";
import { useView } from "../data/use-view.ts";
import { nextTheme } from "../view-model/theme.ts";
import { EnvironmentBand } from "./environment-band.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { Header } from "./header.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import { SignIn } from "./sign-in.tsx";
import { TroubleBand } from "./trouble-band.tsx";

/** What stands around every screen. */
export function Frame() {
  const { data: status, error } = useQuery(statusQuery);
  const { change } = useView();
  const { dispatch } = useLive();
  const [helpOpen, setHelpOpen] = useState(false);
  const [theme, setTheme] = useState(storedTheme);
  const [shortcutsOn, setShortcutsOn] = useState(storedShortcuts);

  function cycleTheme(): void {
    const next = nextTheme(theme);
    keepTheme(next);
    setTheme(next);
  }

  useSelectionPause(dispatch);
  useShortcuts(shortcutsOn && !helpOpen, {
    help: () => setHelpOpen(true),
    theme: cycleTheme,
    pause: () => dispatch({ kind: "toggle" }),
    close: () => change({ cell: undefined, vantage: undefined }),
  });

  if (isUnauthorized(error)) return <SignIn />;
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header>
        <Header theme={theme} onTheme={cycleTheme} onHelp={() => setHelpOpen(true)} />
        {status === undefined ? null : <EnvironmentBand environment={status.environment} />}
        <TroubleBand />
      </header>
      <main id="main" tabIndex={-1}>
        {status === undefined && isUndeclared(error) ? <FirstSteps /> : <Outlet />}
      </main>
      {helpOpen ? (
        <HelpDialog
          shortcutsOn={shortcutsOn}
          onShortcuts={(on) => {
            keepShortcuts(on);
            setShortcutsOn(on);
          }}
          onClose={() => setHelpOpen(false)}
        />
      ) : null}
    </>
  );
}
