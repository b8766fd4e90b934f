import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { FAILURE_CODES, unzigzag, zigzag } from "../../../../controller/core/packed/layout.ts";
import { FailureClass } from "../../../../probe/contract/failure.ts";

describe("controller/core/packed/layout", () => {
  test.prop([fc.integer()])("turns numbers of either sign into unsigned ones and back", (value) => {
    expect(zigzag(value)).toBeGreaterThanOrEqual(0);
    expect(unzigzag(zigzag(value))).toBe(value);
  });

  it("has a code for every class of failure", () => {
    expect([...FAILURE_CODES].sort()).toEqual([...FailureClass.options].sort());
  });
});
