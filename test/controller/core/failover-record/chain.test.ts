import { createHash } from "node:crypto";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type {
  RecordEntry,
  RunEvent,
} from "../../../../controller/contract/failover/failover-record.ts";
import { RecordEntry as EntryShape } from "../../../../controller/contract/failover/failover-record.ts";
import { canonicalJson } from "../../../../controller/core/failover-record/canonical-json.ts";
import { chained, chainFault } from "../../../../controller/core/failover-record/chain.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const event = fc.oneof(
  fc.constant<RunEvent>({ kind: "tick" }),
  fc.record({ kind: fc.constant("armed" as const), deadlineAtMs: fc.nat() }),
  fc.record({
    kind: fc.constant("noted" as const),
    what: fc.stringMatching(/^[a-z]{1,9}$/),
    value: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<never>,
  }),
);
const events = fc.array(event, { minLength: 2, maxLength: 12 });

function recordOf(all: readonly RunEvent[], runId = "r1"): RecordEntry[] {
  const entries: RecordEntry[] = [];
  all.forEach((each, at) => {
    entries.push(chained(runId, entries.at(-1) ?? null, each, 1_000 + at, sha256));
  });
  return entries;
}

const faultOf = (entries: RecordEntry[], seal: RecordEntry | null = null) =>
  chainFault({ runId: "r1", entries }, sha256, seal);

describe("controller/core/failover-record/chain", () => {
  test.prop([events])(
    "finds nothing in a record that is whole, also when it was kept as JSON",
    (all) => {
      const entries = recordOf(all);
      expect(faultOf(entries)).toBeNull();
      const kept = entries.map((each) => EntryShape.parse(JSON.parse(JSON.stringify(each))));
      expect(faultOf(kept)).toBeNull();
      expect(faultOf(kept, entries[0])).toBeNull();
    },
  );

  test.prop([events, fc.nat(), fc.constantFrom("event", "atMs", "hash", "previousHash", "seq")])(
    "finds a line that was altered",
    (all, where, field) => {
      const entries = recordOf(all);
      const at = where % entries.length;
      const altered = entries.map((each, index) => {
        if (index !== at) return each;
        const changes: Partial<RecordEntry> = {
          event: { kind: "noted", what: "other", value: 0.5 },
          atMs: each.atMs + 1,
          hash: sha256(each.hash),
          previousHash: sha256(each.previousHash),
          seq: each.seq + 1,
        };
        return { ...each, [field]: changes[field] };
      });
      expect(faultOf(altered)?.at).toBe(at);
    },
  );

  test.prop([events, fc.nat()])(
    "finds a line that was altered with its own hash made anew",
    (all, where) => {
      const entries = recordOf(all);
      const at = where % (entries.length - 1);
      const forged = entries.map((each, index) =>
        index === at
          ? chained("r1", entries[at - 1] ?? null, { kind: "reported" }, 1, sha256)
          : each,
      );
      expect(faultOf(forged)?.at).toBe(at + 1);
    },
  );

  test.prop([events, fc.nat()])(
    "finds a line that was taken out, and an end that was cut off by its seal",
    (all, where) => {
      const entries = recordOf(all);
      const at = where % (entries.length - 1);
      expect(faultOf(entries.toSpliced(at, 1))?.at).toBe(at);
      const last = entries.at(-1) ?? null;
      const cut = entries.slice(0, at + 1);
      expect(faultOf(cut)).toBeNull();
      expect(faultOf(cut, last)?.message).toContain("cut off");
    },
  );

  test.prop([events, fc.nat(), fc.nat()])(
    "finds lines that changed places or came in",
    (all, one, other) => {
      const entries = recordOf(all);
      const [from, to] = [one % entries.length, other % entries.length].sort((a, b) => a - b);
      const [first, second] = [entries[from ?? 0], entries[to ?? 0]];
      if (first === undefined || second === undefined) return;
      const twice = entries.toSpliced(from ?? 0, 0, first);
      expect(faultOf(twice)?.at).toBe((from ?? 0) + 1);
      if (from === to) return;
      const swapped = entries.with(from ?? 0, second).with(to ?? 0, first);
      expect(faultOf(swapped)?.at).toBe(from);
    },
  );

  it("takes no line of another run, and no record that was written anew", () => {
    const other = recordOf([{ kind: "tick" }, { kind: "reported" }], "r2");
    expect(faultOf(other)).toMatchObject({ at: 0, message: "was altered: its hash differs" });
    const [own, anew] = [recordOf([{ kind: "tick" }]), recordOf([{ kind: "reported" }])];
    const fault = faultOf(anew, own[0]);
    expect(fault?.message).toContain("written anew");
  });
});

describe("controller/core/failover-record/canonical-json", () => {
  it.each<[string, unknown, string]>([
    ["names in order", { b: 1, a: [true, null], B: "x" }, '{"B":"x","a":[true,null],"b":1}'],
    [
      "names by code units (RFC 8785, 3.2.3)",
      { "\u{1f600}": 1, "\ufb33": 2 },
      '{"\u{1f600}":1,"\ufb33":2}',
    ],
    ["numbers as ECMAScript writes them", [1e21, 1e-7, -0, 4.5], "[1e+21,1e-7,0,4.5]"],
    ["what is undefined left out", { a: undefined, b: [undefined] }, '{"b":[null]}'],
  ])("writes %s", (_what, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([[Number.NaN], [1n], ["\ud800"], [() => 1]])("refuses %s", (value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  });

  test.prop([fc.jsonValue()])("says the same as JSON", (value) => {
    expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });
});
