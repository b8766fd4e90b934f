import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { CidrCollectionSpec } from "../../../../controller/contract/aws/cidr-collection-spec.ts";
import { RecordSet } from "../../../../controller/contract/aws/record-set.ts";
import { chooseIpBased } from "../../../../controller/core/routing/choose-ip-based.ts";
import { type Block, liesInBlock, parseBlock } from "../../../../controller/core/routing/cidr.ts";
import { byDistance } from "../../../../controller/core/routing/latency-table.ts";

const IPV4 = fc
  .record({ a: fc.nat(3), b: fc.nat(3), length: fc.integer({ min: 6, max: 32 }) })
  .map(({ a, b, length }) => `10.${64 * a}.${64 * b}.0/${length}`);
const IPV6 = fc
  .record({ a: fc.nat(3), length: fc.integer({ min: 28, max: 48 }) })
  .map(({ a, length }) => `2001:db8:${(0x4000 * a).toString(16)}::/${length}`);
const BLOCK = fc.oneof(IPV4, IPV6);
const BLOCKS = fc.array(BLOCK, { minLength: 1, maxLength: 6 });

function record(location: string): RecordSet {
  return RecordSet.parse({
    ...{ name: "a.example", type: "A", ttlS: 60, values: ["192.0.2.1"], setIdentifier: location },
    routing: { policy: "ip-based", collectionId: "blocks", location },
  });
}

describe("controller/core/routing/choose-ip-based", () => {
  test.prop([fc.array(BLOCKS, { minLength: 1, maxLength: 5 }), BLOCK])(
    "takes the location with the longest block that holds who asks, the first of several",
    (locations, subnet) => {
      const collection = CidrCollectionSpec.parse({
        ...{ id: "blocks", name: "blocks" },
        locations: locations.map((blocks, at) => ({ name: `l${at}`, blocks })),
      });
      const [choice] = chooseIpBased([record("*"), ...locations.map((_, at) => record(`l${at}`))], {
        ...{ asker: { subnet }, isHealthy: () => true, latency: byDistance },
        collection: () => collection,
      });
      const asked = parseBlock(subnet) as Block;
      const lengths = locations.map((blocks) =>
        Math.max(
          -1,
          ...blocks
            .map((block) => parseBlock(block) as Block)
            .filter((block) => liesInBlock(asked, block))
            .map(({ length }) => length),
        ),
      );
      const longest = Math.max(...lengths);
      const expected = longest < 0 ? "*" : `l${lengths.indexOf(longest)}`;
      expect(choice?.item).toMatchObject({ setIdentifier: expected });
    },
  );
});
