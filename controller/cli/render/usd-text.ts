import { countText } from "../../core/wording/count.ts";

/**
 * An amount to the cent: `1 234.50`; `< 0.01` for what is less than a cent and more than nothing.
 *
 * @param exact a plain decimal, such as `576.4999`
 */
export function usdText(exact: string): string {
  const [whole = "0", fraction = ""] = exact.split(".");
  // Half a cent up, on whole numbers: a float would round 0.285 down.
  const cents = BigInt(whole) * 100n + BigInt(fraction.slice(0, 2).padEnd(2, "0"));
  const rounded = cents + (Number(fraction[2] ?? "0") >= 5 ? 1n : 0n);
  if (rounded === 0n && /[1-9]/.test(fraction)) return "< 0.01";
  return `${countText(Number(rounded / 100n))}.${String(rounded % 100n).padStart(2, "0")}`;
}

/** What a price is for: `GB`, `1M queries`. */
export function perText({ unit, per }: { readonly unit: string; readonly per: number }): string {
  if (per === 1) return unit;
  return `1M ${pluralOf(unit)}`;
}

function pluralOf(unit: string): string {
  if (unit === "GB") return unit;
  return unit === "query" ? "queries" : `${unit}s`;
}

/** `1 zone`, `730 hours`, `4 000 GB`. */
export function unitsText(quantity: number, unit: string): string {
  return `${quantityText(quantity)} ${quantity === 1 ? unit : pluralOf(unit)}`;
}

/** A quantity with thin spaces between thousands, and no more digits behind the point than it needs. */
export function quantityText(quantity: number): string {
  const [whole = "0", fraction] = String(Number(quantity.toFixed(2))).split(".");
  return `${countText(Number(whole))}${fraction === undefined ? "" : `.${fraction}`}`;
}
