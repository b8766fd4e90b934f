import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pc from "picocolors";
import { expect, it } from "vitest";
import type { Page } from "../../../controller/cli/render/page.ts";
import { NOW_MS } from "./sample-answers.ts";

/** A page of this width that breaks sentences. */
export function pageOf(columns: number, colour = false, mostRows: number | null = null): Page {
  return { columns, wraps: true, mostRows, style: pc.createColors(colour), nowMs: NOW_MS };
}

/** Holds renderings against what is kept of them, at every width and with colour. */
export function describeGolden(
  renderings: Readonly<Record<string, (page: Page) => string[]>>,
): void {
  for (const [name, render] of Object.entries(renderings)) {
    for (const columns of [80, 160]) {
      it(`renders ${name} at ${columns} columns`, () => {
        const file = new URL(`../../fixtures/cli/${name}-${columns}.txt`, import.meta.url);
        const golden = readFileSync(fileURLToPath(file), "utf8");
        expect(`${render(pageOf(columns)).join("\n")}\n`).toBe(golden);
      });
    }

    it(`keeps ${name} within the page and free of trailing blanks`, () => {
      for (const columns of [60, 80, 100, 120, 160]) {
        for (const line of render(pageOf(columns))) {
          expect([...line].length, line).toBeLessThanOrEqual(columns);
          expect(line).toBe(line.trimEnd());
        }
      }
    });

    it(`says the same in ${name} with colour`, () => {
      const coloured = render(pageOf(100, true)).join("\n");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colour is made of them
      const plain = coloured.replace(/\u001b\[\d+m/g, "").replace(/ +$/gm, "");
      expect(coloured).not.toBe(plain);
      expect(plain).toBe(render(pageOf(100)).join("\n"));
    });
  }
}
