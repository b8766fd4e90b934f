import { describe, expect, it } from "vitest";
import { advise } from "../../../../controller/core/advise/advise.ts";
import { isNews } from "../../../../controller/core/advise/is-news.ts";
import { SHOP } from "../verdict/status-scene.ts";
import { firstImpression } from "./first-impression.ts";
import { measuredBucket } from "./measured-bucket.ts";
import { sampleInput } from "./sample-input.ts";

const DAY_MS = 86_400_000;

function advice(atMs: number, acceleratorMs: number) {
  const path = (entry: "dns" | "accelerator", medianMs: number) => ({
    vantage: "a",
    entry,
    endpoint: null,
    bucket: measuredBucket({ medianMs, spreadMs: 2, n: 200 }),
  });
  return firstImpression({
    atMs,
    service: SHOP,
    vantages: [{ id: "a", label: "A" }],
    paths: [path("dns", 90), path("accelerator", acceleratorMs)],
    fullDays: 0.1,
  });
}

function kept(made: ReturnType<typeof advice>) {
  return { ...made, id: "REC-0001", evidence: { ...made.evidence, hash: "0" } };
}

describe("controller/core/advise/is-news", () => {
  it("calls the first advice news", () => {
    expect(isNews(advice(1, 60), null)).toBe(true);
  });

  it("calls it news that what stands has become known, though the answer is the same", () => {
    const told = advice(1, 60);
    const [design] = advise(sampleInput()).designs;
    if (design === undefined) throw new Error("the sample has designs");
    const known = { ...told, designs: [{ ...design, isIncumbent: true }] };
    expect(isNews(known, kept(told))).toBe(true);
    expect(isNews(known, kept(known))).toBe(false);
  });

  it("does not repeat itself for numbers that move without changing a verdict", () => {
    expect(isNews(advice(2, 58), kept(advice(1, 60)))).toBe(false);
  });

  it("tells a verdict that changed", () => {
    expect(isNews(advice(2, 90), kept(advice(1, 60)))).toBe(true);
  });

  it("tells another design that comes out best", () => {
    const first = kept(advice(1, 60));
    expect(isNews({ ...advice(2, 60), best: "accelerator 10x3" }, first)).toBe(true);
  });

  it("repeats the same answer after a day", () => {
    const first = kept(advice(1, 60));
    expect(isNews(advice(DAY_MS, 60), first)).toBe(false);
    expect(isNews(advice(DAY_MS + 1, 60), first)).toBe(true);
  });
});
