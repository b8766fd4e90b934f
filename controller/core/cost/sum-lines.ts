import { type CostLine, CostPart } from "../../contract/cost-line.ts";
import type { CostSum, MonthlyCost } from "../../contract/monthly-cost.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import { type Decimal, decimalText, toCents, toDecimal } from "./decimal.ts";

/** Adds lines up; what has no price is named beside the sum, never counted as zero. */
export function sumLines(
  book: PriceBook,
  lines: readonly CostLine[],
  assumptions: readonly string[],
): MonthlyCost {
  const parts = Object.fromEntries(
    CostPart.options.map((part) => [part, sumOf(lines.filter((line) => line.part === part))]),
  ) as MonthlyCost["parts"];
  return {
    ...sumOf(lines),
    currency: book.currency,
    pricesCompiledOn: book.compiledOn,
    parts,
    lines: [...lines],
    unknown: doubts(lines, "unknown"),
    unconfirmed: doubts(lines, "unconfirmed"),
    assumptions: [...assumptions],
  };
}

function sumOf(lines: readonly CostLine[]): CostSum {
  const sum = lines.reduce<Decimal>((total, { usd }) => total + toDecimal(usd ?? "0"), 0n);
  return {
    usdPerMonth: toCents(sum),
    exactUsd: decimalText(sum),
    complete: lines.every(({ usd }) => usd !== null),
  };
}

function doubts(
  lines: readonly CostLine[],
  confidence: "unknown" | "unconfirmed",
): MonthlyCost["unknown"] {
  const doubtful = lines.filter((line) => line.confidence === confidence);
  const byPrice = new Map(
    doubtful.map(({ price, label, note }) => [price, { price, label, reason: note ?? "" }]),
  );
  return [...byPrice.values()];
}
