import { describe, expect, it } from "vitest";
import { afterBatch } from "../../../../../infra/lab/aws/route53/change-batch.ts";
import { HostedZones } from "../../../../../infra/lab/aws/route53/hosted-zones.ts";
import { type KnownRecordSet, keyOf } from "../../../../../infra/lab/aws/route53/record-set.ts";

describe("infra/lab/aws/route53/hosted-zones", () => {
  it("holds 500 zones, and one more when one is deleted", () => {
    const zones = new HostedZones();
    const create = (n: number) => zones.create({ Name: `z${n}.example`, CallerReference: `n${n}` });
    for (let n = 0; n < 500; n += 1) create(n);
    expect(() => create(500)).toThrow(expect.objectContaining({ code: "TooManyHostedZones" }));
    zones.delete(zones.list()[0]?.id);
    expect(create(500).name).toBe("z500.example.");
  });

  it("takes 10,000 record sets into a zone and not one more", () => {
    const zone = new HostedZones().create({ Name: "shop.example", CallerReference: "x" });
    const set = (n: number): KnownRecordSet => ({
      Name: `n${n}.shop.example.`,
      Type: "A",
      TTL: 60,
      ResourceRecords: [{ Value: "192.0.2.1" }],
    });
    const own = Array.from({ length: 9_997 }, (_, n) => set(n));
    const records = new Map([...zone.records, ...own.map((each) => [keyOf(each), each] as const)]);
    const create = (...sets: KnownRecordSet[]) =>
      afterBatch(
        { ...zone, records },
        sets.map((ResourceRecordSet) => ({ Action: "CREATE", ResourceRecordSet })),
        { hasHealthCheck: () => false, hasCidrLocation: () => false },
      );
    expect(create(set(9_997)).size).toBe(10_000);
    expect(() => create(set(9_997), set(9_998))).toThrow(/no more than 10000 record sets/);
  });
});
