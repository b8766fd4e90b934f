import { beforeEach, describe, expect, it } from "vitest";
import { SourceGates } from "../../../../infra/lab/faults/source-gates.ts";

const ONE = "127.77.1.1";
const OTHER = "127.77.1.2";

describe("infra/lab/faults/source-gates", () => {
  let gates: SourceGates;
  let arrived: string[];
  const send = (source: string, text: string) => gates.pass(source, () => arrived.push(text));

  beforeEach(() => {
    gates = new SourceGates();
    arrived = [];
  });

  it("holds up what comes for a client that is cut off, and lets it through in its order", () => {
    send(ONE, "a");
    gates.cutOff(ONE, "black-hole");
    send(ONE, "b");
    send(OTHER, "c");
    send(ONE, "d");
    expect(arrived).toEqual(["a", "c"]);
    gates.rejoin(ONE);
    send(ONE, "e");
    expect(arrived).toEqual(["a", "c", "b", "d", "e"]);
  });

  it("keeps what it holds when the kind of partition changes", () => {
    gates.cutOff(ONE, "black-hole");
    send(ONE, "a");
    gates.cutOff(ONE, "refuse");
    expect(gates.partitionOf(ONE)).toBe("refuse");
    gates.rejoin(ONE);
    expect(arrived).toEqual(["a"]);
    expect(gates.partitionOf(ONE)).toBeUndefined();
  });

  it("tells whose connections are to be reset", () => {
    const told: string[] = [];
    const end = gates.onRefuse((source) => told.push(source));
    gates.cutOff(ONE, "black-hole");
    gates.cutOff(OTHER, "refuse");
    end();
    gates.cutOff(ONE, "refuse");
    expect(told).toEqual([OTHER]);
    expect(gates.sources).toEqual([ONE, OTHER]);
  });
});
