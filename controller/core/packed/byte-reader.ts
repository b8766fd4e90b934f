/** What is stored cannot be read: it was cut off, overwritten, or written by a later release. */
export class StoredBytesError extends Error {
  override readonly name = "StoredBytesError";
}

/** Reads what a byte writer wrote, from front to back. One reader serves any number of buffers. */
export type ByteReader = {
  /** Begins anew, at one place of a buffer and up to another. */
  open(buffer: Uint8Array, from: number, to: number): void;
  /** What is read, for loops that look at it themselves and then say how far they came. */
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly end: number;
  seek(at: number): void;
  readonly atEnd: boolean;
  byte(): number;
  varint(): number;
  /** The next bytes as text of one byte to a character. */
  text(length: number): string;
};

/** @throws StoredBytesError from its methods where the bytes end too early. */
export function byteReader(): ByteReader {
  let buffer: Uint8Array = new Uint8Array();
  let at = 0;
  let end = 0;
  let lastText = "";
  const early = (wanted: number) =>
    new StoredBytesError(`the bytes end early: ${wanted} wanted at ${at}, ${end - at} are left`);
  const byte = () => {
    if (at >= end) throw early(1);
    return buffer[at++] as number;
  };
  const longVarint = (first: number) => {
    let value = first & 0x7f;
    let scale = 0x80;
    for (;;) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) break;
      scale *= 0x80;
    }
    if (!Number.isSafeInteger(value)) throw new StoredBytesError(`too large a number before ${at}`);
    return value;
  };
  return {
    open(next, from, to) {
      buffer = next;
      at = from;
      end = to;
    },
    get bytes() {
      return buffer;
    },
    get at() {
      return at;
    },
    get end() {
      return end;
    },
    seek(next) {
      at = next;
      if (at > end) throw early(0);
    },
    get atEnd() {
      return at >= end;
    },
    byte,
    varint() {
      const first = byte();
      return first < 0x80 ? first : longVarint(first);
    },
    text(length) {
      if (at + length > end) throw early(length);
      const bytes = buffer.subarray(at, at + length);
      at += length;
      // Mostly the same name as before, which is told faster than a new text is made.
      if (!spells(bytes, lastText)) lastText = String.fromCharCode(...bytes);
      return lastText;
    },
  };
}

function spells(bytes: Uint8Array, text: string): boolean {
  if (bytes.length !== text.length) return false;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== text.charCodeAt(at)) return false;
  }
  return true;
}
