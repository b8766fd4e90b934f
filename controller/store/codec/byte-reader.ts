/** What is stored cannot be read: it was cut off, overwritten, or written by a later release. */
export class StoredBytesError extends Error {
  override readonly name = "StoredBytesError";
}

/** Reads what a byte writer wrote, from front to back. */
export type ByteReader = {
  readonly atEnd: boolean;
  byte(): number;
  varint(): number;
  /** A view of the next bytes, not a copy. */
  bytes(length: number): Buffer;
};

/** @throws StoredBytesError from its methods where the bytes end too early. */
export function byteReader(buffer: Buffer): ByteReader {
  let at = 0;
  const byte = () => {
    const value = buffer[at];
    if (value === undefined) throw new StoredBytesError(`the bytes end early, at ${at}`);
    at += 1;
    return value;
  };
  return {
    get atEnd() {
      return at >= buffer.length;
    },
    byte,
    varint() {
      let value = 0;
      let scale = 1;
      for (;;) {
        const next = byte();
        value += (next & 0x7f) * scale;
        if (next < 0x80) break;
        scale *= 0x80;
      }
      if (!Number.isSafeInteger(value))
        throw new StoredBytesError(`too large a number before ${at}`);
      return value;
    },
    bytes(length) {
      if (at + length > buffer.length) {
        throw new StoredBytesError(
          `${length} bytes expected at ${at}, ${buffer.length - at} are left`,
        );
      }
      at += length;
      return buffer.subarray(at - length, at);
    },
  };
}
