/** Bytes that grow as numbers are written to them. */
export type ByteWriter = {
  byte(value: number): void;
  /** Unsigned integer up to 2^53 - 1, seven bits to a byte, the lowest first (LEB128). */
  varint(value: number): void;
  bytes(value: Uint8Array): void;
  /** Text of one byte to a character. */
  text(value: string): void;
  finish(): Uint8Array;
};

export function byteWriter(initialBytes = 256): ByteWriter {
  let buffer = new Uint8Array(initialBytes);
  let length = 0;
  const reserve = (more: number) => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer);
    buffer = larger;
  };
  return {
    byte(value) {
      reserve(1);
      buffer[length++] = value;
    },
    varint(value) {
      if (!Number.isSafeInteger(value) || value < 0) {
        throw new RangeError(`${value} is no unsigned integer that can be stored`);
      }
      reserve(8);
      // Bit operators work on 32 bits only; counts and times may be larger.
      let rest = value;
      while (rest > 0x7f) {
        buffer[length++] = (rest % 0x80) | 0x80;
        rest = Math.floor(rest / 0x80);
      }
      buffer[length++] = rest;
    },
    bytes(value) {
      reserve(value.length);
      buffer.set(value, length);
      length += value.length;
    },
    text(value) {
      reserve(value.length);
      for (let at = 0; at < value.length; at += 1) buffer[length++] = value.charCodeAt(at);
    },
    finish: () => buffer.slice(0, length),
  };
}
