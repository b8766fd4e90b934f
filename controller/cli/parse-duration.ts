import { InvalidArgumentError } from "commander";

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads `90s`, `15m` or `2h` as milliseconds.
 *
 * @throws InvalidArgumentError, which the command line reports as wrong usage.
 */
export function parseDuration(text: string): number {
  const [, figure, unit] = /^(\d+(?:\.\d+)?)(s|m|min|h|d)$/.exec(text) ?? [];
  const unitMs = UNIT_MS[unit ?? ""];
  if (figure === undefined || unitMs === undefined || Number(figure) === 0) {
    throw new InvalidArgumentError("Write a length of time such as 90s, 15m or 2h.");
  }
  return Math.round(Number(figure) * unitMs);
}
