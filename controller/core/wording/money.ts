/** An amount of money with two digits and thin spaces between thousands: `1 204.50`. */
export function usdText(usd: number): string {
  const [whole = "0", cents = "00"] = Math.abs(usd).toFixed(2).split(".");
  const sign = usd < 0 && Math.abs(usd) >= 0.005 ? "−" : "";
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, "\u2009")}.${cents}`;
}

/** A share with one decimal where it is not whole: `86.4 %`, `95 %`. Never rounded up to all, or down to none. */
export function shareText(share: number): string {
  const percent = 100 * share;
  if (percent > 0 && percent < 0.05) return "< 0.1 %";
  if (percent < 100 && percent > 99.95) return "> 99.9 %";
  const rounded = Math.round(10 * percent) / 10;
  return `${Number.isInteger(rounded) ? rounded.toFixed(0) : rounded.toFixed(1)} %`;
}
