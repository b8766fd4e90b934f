import { describe, expect, it } from "vitest";
import { pricedPlace } from "../../../../controller/core/cost/priced-place.ts";
import { regionOf } from "../../../../controller/core/routing/places.ts";

describe("controller/core/routing/places", () => {
  it.each([
    ["eu-west-1", "eu-west-1", "eu-west-1"],
    ["eu-west-1a", "eu-west-1", "eu-west-1"],
    ["us-gov-east-1b", "us-gov-east-1", "us-gov-east-1"],
    ["us-west-2-lax-1", "us-west-2", "us-west-2-lax-1"],
    ["us-west-2-lax-1b", "us-west-2", "us-west-2-lax-1"],
    ["our-office", "our-office", "our-office"],
  ])("tells the Region of %s, and by what it is priced", (place, region, priced) => {
    expect([regionOf(place), pricedPlace(place)]).toEqual([region, priced]);
  });
});
