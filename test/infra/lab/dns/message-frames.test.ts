import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { createFrameReader, frame } from "../../../../infra/lab/dns/message-frames.ts";

const bytes = fc.uint8Array({ maxLength: 300 }).map((list) => Buffer.from(list));

describe("infra/lab/dns/message-frames", () => {
  it.prop([fc.array(bytes, { maxLength: 8 }), fc.integer({ min: 1, max: 50 })])(
    "finds the messages again however the stream is cut",
    (messages, cut) => {
      const stream = Buffer.concat(messages.map(frame));
      const read = createFrameReader();
      const found: Buffer[] = [];
      for (let at = 0; at < stream.length; at += cut)
        found.push(...read(stream.subarray(at, at + cut)));
      expect(found).toEqual(messages);
    },
  );
});
