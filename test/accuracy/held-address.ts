/** Room for 16 s in the three bytes behind 127. */
const LONGEST_US = 2 ** 24 - 1;

/** A time in microseconds as an address of the loopback block: all that a DNS answer has room for. */
export function heldAsAddress(us: number): string {
  const held = Math.min(LONGEST_US, Math.max(0, Math.round(us)));
  return `127.${held >> 16}.${(held >> 8) & 255}.${held & 255}`;
}

/** The time that {@link heldAsAddress} has written; null for another address. */
export function heldFromAddress(address: string | undefined): number | null {
  const [block, ...bytes] = (address ?? "").split(".").map(Number);
  if (block !== 127 || bytes.length !== 3) return null;
  return bytes.reduce((us, byte) => us * 256 + byte, 0);
}
