import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import { canonicalDesign } from "../../../../controller/core/routing/canonical.ts";
import { shopDesign } from "./shop-design.ts";

function first(fields: object) {
  const set = { name: "a.example", type: "A", ...fields };
  const zone = { id: "Z", name: "example", records: [set] };
  return canonicalDesign(RoutingDesign.parse({ hostedZones: [zone] })).hostedZones[0]?.records[0];
}

describe("controller/core/routing/canonical", () => {
  it("writes names in lower case with a dot at their end, and * for its code", () => {
    expect(first({ name: "\\052.A.Example", values: ["192.0.2.1"], ttlS: 1 })?.name).toBe(
      "*.a.example.",
    );
    expect(first({ type: "CNAME", values: ["B.example"], ttlS: 1 })?.values).toEqual([
      "b.example.",
    ]);
    expect(first({ type: "TXT", values: ['"A b"'], ttlS: 1 })?.values).toEqual(['"A b"']);
  });

  it("writes coordinates without needless signs and zeros", () => {
    const routing = {
      policy: "geoproximity",
      coordinates: { latitude: "+35.50", longitude: "-0." },
    };
    expect(first({ routing, setIdentifier: "a", values: ["192.0.2.1"], ttlS: 1 })?.routing).toEqual(
      {
        policy: "geoproximity",
        coordinates: { latitude: "35.5", longitude: "0" },
        bias: 0,
      },
    );
  });

  it("fills in ports and paths that AWS fills in", () => {
    const design = RoutingDesign.parse({
      healthChecks: [{ id: "h", config: { type: "HTTPS", ipAddress: "192.0.2.1" } }],
      accelerators: [
        {
          name: "a",
          listeners: [
            {
              protocol: "TCP",
              portRanges: [{ fromPort: 443, toPort: 443 }],
              endpointGroups: [{ region: "eu-west-1", healthCheck: { protocol: "HTTP" } }],
            },
          ],
        },
      ],
    });
    const { healthChecks, accelerators } = canonicalDesign(design);
    expect(healthChecks[0]?.config).toMatchObject({ port: 443, resourcePath: "/" });
    expect(accelerators[0]?.listeners[0]?.endpointGroups[0]?.healthCheck).toMatchObject({
      port: 443,
      path: "/",
    });
  });

  test.prop([fc.infiniteStream(fc.nat())])("is the same in whatever order AWS tells it", (keys) => {
    const shuffle = <T>(items: readonly T[]): T[] =>
      items
        .map((item) => ({ item, key: keys.next().value }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
    const design = shopDesign();
    const shuffled = {
      ...design,
      healthChecks: shuffle(design.healthChecks),
      hostedZones: design.hostedZones.map((zone) => ({ ...zone, records: shuffle(zone.records) })),
      accelerators: design.accelerators.map((accelerator) => ({
        ...accelerator,
        listeners: accelerator.listeners.map((listener) => ({
          ...listener,
          endpointGroups: shuffle(listener.endpointGroups),
        })),
      })),
    };
    expect(canonicalDesign(shuffled)).toEqual(canonicalDesign(design));
  });

  it("changes nothing a second time", () => {
    const once = canonicalDesign(shopDesign());
    expect(canonicalDesign(once)).toEqual(once);
  });
});
