import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../../dashboard/style/tokens.css", import.meta.url), "utf8");
const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name, light, dark]) => [name ?? "", { light: light ?? "", dark: dark ?? "" }],
  ),
);
const BANDS = [0, 1, 2, 3, 4, 5, 6];
const TONES = ["ok", "warn", "bad", "unknown", "info"];

function colour(name: string, theme: Theme): string {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`no colour --${name} in tokens.css`);
  return token[theme];
}

/** Relative luminance of an sRGB colour, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

describe.each(THEMES)("dashboard/style/tokens, %s", (theme) => {
  it.each(BANDS)(
    "writes on latency band %i with a contrast of 4.5 and the better of black and white",
    (band) => {
      const fill = colour(`band-${band}`, theme);
      const ink = colour(`band-${band}-ink`, theme);
      expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(fill, ink)).toBe(
        Math.max(contrast(fill, "#000000"), contrast(fill, "#ffffff")),
      );
    },
  );

  it("runs from fast to slow steadily: dark means more on white, light means more on black", () => {
    const steps = BANDS.map((band) => luminance(colour(`band-${band}`, theme)));
    const sorted = [...steps].sort((a, b) => (theme === "light" ? b - a : a - b));
    expect(steps).toEqual(sorted);
    expect(new Set(steps).size).toBe(BANDS.length);
  });

  it.each(["page", "surface", "raised", "sunken"])(
    "writes text on %s with a contrast of 4.5",
    (ground) => {
      for (const ink of ["ink", "ink-soft"]) {
        expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it.each(TONES)("writes the words of the state %s with a contrast of 4.5", (tone) => {
    expect(contrast(colour(tone, theme), colour("surface", theme))).toBeGreaterThanOrEqual(4.5);
  });

  it("draws marks and lines with a contrast of 3", () => {
    for (const mark of ["way-direct", "way-dns", "way-accelerator", "focus", "loss-1", "loss-4"]) {
      expect(contrast(colour(mark, theme), colour("surface", theme))).toBeGreaterThanOrEqual(3);
    }
    expect(contrast(colour("lost", theme), colour("lost-ink", theme))).toBeGreaterThanOrEqual(4.5);
  });
});
