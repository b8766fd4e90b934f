/**
 * Cuts a stream into DNS messages, each led by two bytes of length (RFC 1035 §4.2.2).
 * Feed it chunks in order; it returns the messages that have become complete.
 */
export function createFrameReader(): (chunk: Buffer) => Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Buffer[] = [];
    for (;;) {
      const end = rest.length < 2 ? Number.POSITIVE_INFINITY : 2 + rest.readUInt16BE(0);
      if (rest.length < end) return messages;
      messages.push(rest.subarray(2, end));
      rest = rest.subarray(end);
    }
  };
}

/** A message led by its length. */
export function frame(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}
