import { describe, expect, it } from "vitest";
import { ledOtherwise, standingDesigns } from "../../../controller/advise/standing-designs.ts";
import { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import { ESTATE } from "../../helpers/estate.ts";

const design = (value: string) =>
  RoutingDesign.parse({
    hostedZones: [
      {
        ...{ id: "Z1", name: "shop.example." },
        records: [{ name: "www.shop.example.", type: "A", ttlS: 60, values: [value] }],
      },
    ],
  });

describe("controller/advise/standing-designs", () => {
  it("names services that are led otherwise, and those that nothing was known of before", () => {
    const before = new Map([
      ["same", design("192.0.2.1")],
      ["moved", design("192.0.2.1")],
    ]);
    const after = new Map([
      ["same", design("192.0.2.1")],
      ["moved", design("192.0.2.2")],
      ["new", design("192.0.2.3")],
    ]);
    expect(ledOtherwise(before, after)).toEqual(["moved", "new"]);
    expect(ledOtherwise(after, after)).toEqual([]);
  });

  it("knows nothing before AWS was read, and without services", async () => {
    const nothing = { read: () => Promise.resolve(null) };
    const estate = { read: () => Promise.resolve(ESTATE) };
    expect(await standingDesigns({ estate, inventory: nothing })).toEqual(new Map());
    expect(await standingDesigns({ estate: nothing, inventory: nothing })).toEqual(new Map());
  });
});
