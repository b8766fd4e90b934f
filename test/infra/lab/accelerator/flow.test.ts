import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawOfFlow, type Flow } from "../../../../infra/lab/accelerator/flow.ts";

const anyAddress = fc.ipV4();
const anyPort = fc.integer({ min: 1, max: 65_535 });
const flowOf = (source: string, sourcePort: number, destination: string, port: number): Flow => ({
  source: { address: source, port: sourcePort },
  destination: { address: destination, port },
});

describe("infra/lab/accelerator/flow", () => {
  it("draws the same for the same connection, from 0 to below 1", () => {
    fc.assert(
      fc.property(anyAddress, anyPort, anyAddress, anyPort, fc.string(), (...given) => {
        const [source, sourcePort, destination, port, name] = given;
        const draw = () => drawOfFlow(flowOf(source, sourcePort, destination, port), "NONE")(name);
        expect(draw()).toBe(draw());
        expect(draw()).toBeGreaterThanOrEqual(0);
        expect(draw()).toBeLessThan(1);
      }),
    );
  });

  it("overlooks ports with SOURCE_IP, and only then", () => {
    fc.assert(
      fc.property(anyPort, anyPort, anyPort, anyPort, (a, b, c, d) => {
        fc.pre(a !== b || c !== d);
        const one = flowOf("127.1.1.1", a, "127.1.3.1", c);
        const other = flowOf("127.1.1.1", b, "127.1.3.1", d);
        expect(drawOfFlow(one, "SOURCE_IP")("x")).toBe(drawOfFlow(other, "SOURCE_IP")("x"));
        expect(drawOfFlow(one, "NONE")("x")).not.toBe(drawOfFlow(other, "NONE")("x"));
      }),
    );
  });

  it("tells clients and the accelerator's two addresses apart with SOURCE_IP", () => {
    const draw = (source: string, destination: string) =>
      drawOfFlow(flowOf(source, 1, destination, 80), "SOURCE_IP")("x");
    expect(draw("127.1.1.1", "127.1.3.1")).not.toBe(draw("127.1.1.2", "127.1.3.1"));
    expect(draw("127.1.1.1", "127.1.3.1")).not.toBe(draw("127.1.1.1", "127.1.3.2"));
  });

  it("draws evenly", () => {
    const draws = Array.from({ length: 2_000 }, (_, port) =>
      drawOfFlow(flowOf("127.1.1.1", port, "127.1.3.1", 80), "NONE")("x"),
    );
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const inside = draws.filter((one) => Math.floor(one * 10) === tenth).length;
      expect(Math.abs(inside - 200)).toBeLessThan(68);
    }
  });
});
