import { describe, expect, it } from "vitest";
import { parseListenAddress } from "../../../probe/cli/listen-address.ts";

describe("probe/cli/listen-address", () => {
  it.each([
    ["0.0.0.0:862", { address: "0.0.0.0", port: 862 }],
    ["[2001:db8::1]:8620", { address: "2001:db8::1", port: 8_620 }],
    ["127.0.0.1:0", { address: "127.0.0.1", port: 0 }],
  ])("reads %s", (text, expected) => {
    expect(parseListenAddress(text)).toEqual(expected);
  });

  it.each(["862", "localhost:862", "0.0.0.0", "0.0.0.0:70000", "::1:862", ""])(
    "refuses %j and says what would be right",
    (text) => {
      expect(() => parseListenAddress(text)).toThrow(/^--listen: /);
    },
  );
});
