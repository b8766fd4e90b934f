export type Theme = "system" | "light" | "dark";

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

export function nextTheme(theme: Theme): Theme {
  return NEXT[theme];
}

/** A theme from what was stored; anything else follows the system. */
export function themeOf(stored: string | null): Theme {
  return stored === "light" || stored === "dark" ? stored : "system";
}
