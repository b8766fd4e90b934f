import { type Theme, themeOf } from "../view-model/theme.ts";

const THEME_KEY = "isochrone.theme";
const SHORTCUTS_KEY = "isochrone.shortcuts";

/** Browsers may refuse storage altogether; a preference is then kept for this page only. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing to mend: the choice holds until the page is left.
  }
}

export function storedTheme(): Theme {
  return themeOf(read(THEME_KEY));
}

/** Applies a theme to the page; the system's is the style sheet's own business. */
export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
}

export function keepTheme(theme: Theme): void {
  write(THEME_KEY, theme);
  applyTheme(theme);
}

export function storedShortcuts(): boolean {
  return read(SHORTCUTS_KEY) !== "off";
}

export function keepShortcuts(enabled: boolean): void {
  write(SHORTCUTS_KEY, enabled ? "on" : "off");
}
