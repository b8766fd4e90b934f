import { describe, expect, it } from "vitest";
import { staticAddresses } from "../../../../infra/lab/cloud/static-addresses.ts";

describe("infra/lab/cloud/static-addresses", () => {
  const world = { acceleratorAddresses: ["127.1.3.1", "127.1.3.2"] } as const;

  it("gives each accelerator two addresses of its own", () => {
    const next = staticAddresses(world, () => []);
    expect([next(), next()]).toEqual([
      ["127.1.3.3", "127.1.3.4"],
      ["127.1.3.5", "127.1.3.6"],
    ]);
  });

  it("gives again what was given back, but nobody else's", () => {
    let inUse = ["127.1.3.5"];
    const next = staticAddresses(world, () => inUse);
    for (let pair = 0; pair < 125; pair += 1) expect(next()).not.toContain("127.1.3.5");
    expect(next()).toEqual(["127.1.3.3", "127.1.3.4"]);
    inUse = Array.from({ length: 254 }, (_, n) => `127.1.3.${n + 1}`);
    expect(next).toThrow("every address of 127.1.3.0/24 has an accelerator");
  });
});
