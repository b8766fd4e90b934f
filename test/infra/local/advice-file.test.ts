import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readAdviceFile } from "../../../infra/local/advice-file.ts";
import { tempFolder } from "./temp-folder.ts";

async function read(text: string) {
  const path = join(await tempFolder(), "advice.yaml");
  await writeFile(path, text);
  return readAdviceFile(path);
}

describe("infra/local/advice-file", () => {
  it("reads what is worth acting on, and has the usual for the rest", async () => {
    const text = "thresholds: { leastDifferenceMs: 10 }\nswitchCostUsd: 500\n";
    expect(await read(text)).toEqual({
      everyMs: 3_600_000,
      thresholds: { leastDifferenceMs: 10 },
      switchCostUsd: 500,
      webhooks: [],
    });
  });

  it.each([
    ["everyMs: 10\n", /line 1, column 10: everyMs: must be 60000/],
    ["switchCostUsd: -1\n", /line 1, column 16: switchCostUsd: must be 0 or more/],
    ["thresholds:\n  leastDiferenceMs: 5\n", /line 2, column 3: thresholds\.leastDiferenceMs: /],
    ["webhooks:\n  - { url: ftp://x }\n", /line 2, column 12: webhooks\[0\]\.url: /],
    ["", /is empty/],
  ])("names the field at fault in %j, with its place", async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});
