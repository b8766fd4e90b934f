/**
 * Decimal numbers as whole multiples of 10⁻¹², so that 0.1 + 0.2 is 0.3 and an amount is right to the
 * last cent however many lines it has.
 */
export type Decimal = bigint;

const PLACES = 12;
const ONE: Decimal = 10n ** BigInt(PLACES);
const CENT: Decimal = ONE / 100n;

/**
 * Takes a number for what it is written as: 0.1 is a tenth, not the double next to it.
 *
 * @param value a number, or a plain decimal such as `0.0738`; digits behind the twelfth are cut off
 */
export function toDecimal(value: number | string): Decimal {
  // Most quantities are whole, and a hundred designs are priced at a time.
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) {
    return BigInt(value) * ONE;
  }
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (match === null) throw new RangeError(`${value} is no quantity: give a number from 0 on`);
  const [, whole = "0", fraction = "", exponent = "0"] = match;
  const shift = PLACES + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}

/** Exact where both have six places or fewer; else what is behind the twelfth place is cut off. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return (a * b) / ONE;
}

/** Digits behind the twelfth place are cut off. */
export function divide(a: Decimal, by: number): Decimal {
  return (a * ONE) / toDecimal(by);
}

/** Shortest writing: `25.55`, `0`, `0.0000004`. */
export function decimalText(value: Decimal): string {
  const fraction = String(value % ONE)
    .padStart(PLACES, "0")
    .replace(/0+$/, "");
  const whole = String(value / ONE);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** To the cent, half a cent up. */
export function toCents(value: Decimal): number {
  return Number((value + CENT / 2n) / CENT) / 100;
}
