import { createHash } from "node:crypto";
import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { knownKeys } from "../../../../controller/store/backup/known-keys.ts";

const print = (content: string) => createHash("sha256").update(content).digest();

describe("controller/store/backup/known-keys", () => {
  it("answers as a map would", () => {
    const anyNotes = fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.string({ maxLength: 1 })));
    fc.assert(
      fc.property(anyNotes, (notes) => {
        const known = knownKeys();
        const model = new Map<string, string>();
        for (const [key, content] of notes) {
          const before = model.get(key);
          const expected = before === undefined ? "new" : before === content ? "same" : "changed";
          expect(known.compare(key, print(content))).toBe(expected);
          known.note(key, print(content));
          model.set(key, content);
        }
        expect(known.size).toBe(model.size);
      }),
    );
  });

  it("still knows every key after it has grown", () => {
    const known = knownKeys();
    const keys = Array.from({ length: 20_000 }, (_, at) => `iso:m:{v}:${at}`);
    for (const key of keys) known.note(key, print(key));
    expect(known.size).toBe(keys.length);
    expect(keys.filter((key) => known.compare(key, print(key)) !== "same")).toEqual([]);
    expect(known.compare("iso:other", print(""))).toBe("new");
  });
});
