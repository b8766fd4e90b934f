import { describe, expect, it } from "vitest";
import { allowEveryAddress } from "../../../probe/measure/address-guard.ts";
import { chooseNameServer } from "../../../probe/measure/name-server.ts";

const choose = (servers: string[], source: string | null = null) =>
  chooseNameServer(undefined, source, allowEveryAddress, () => servers);

describe("probe/measure/name-server", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1", 53],
    ["192.0.2.1:5353", "192.0.2.1", 5_353],
    ["2001:db8::1", "2001:db8::1", 53],
    ["[2001:db8::1]:5353", "2001:db8::1", 5_353],
  ])("reads the system's server %s", (text, address, port) => {
    expect(choose([text])).toEqual({ address, port, sourceAddress: null });
  });

  it("asks from the vantage's address where the families agree", () => {
    expect(choose(["192.0.2.1"], "198.51.100.7").sourceAddress).toBe("198.51.100.7");
    expect(choose(["192.0.2.1"], "2001:db8::7").sourceAddress).toBeNull();
  });

  it("says that a system without a name server cannot resolve", () => {
    expect(() => choose([])).toThrow("no name server");
  });
});
