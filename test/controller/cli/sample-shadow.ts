import { RoutingDesign } from "../../../controller/contract/aws/routing-design.ts";
import { ShadowPlan } from "../../../controller/contract/shadow.ts";
import { shadowSet } from "../../../controller/core/answers/shadow-set.ts";

const ID = "0123456789abcdef0123";
const ZONE = { id: "Z0SHOP", name: "shop.example" };

const alias = { hostedZoneId: ZONE.id, dnsName: "pool.shop.example", evaluateTargetHealth: true };

/** A name that leads over an alias to two weighted record sets, one of them with many values. */
const design = RoutingDesign.parse({
  hostedZones: [
    {
      ...ZONE,
      records: [
        { name: "www.shop.example", type: "A", alias },
        {
          name: "pool.shop.example",
          type: "A",
          setIdentifier: "ireland",
          routing: { policy: "weighted", weight: 200 },
          ttlS: 30,
          values: ["198.51.100.10", "198.51.100.11", "198.51.100.12"],
          healthCheckId: "0f0e0d0c-1111-2222-3333-444455556666",
        },
        {
          name: "pool.shop.example",
          type: "A",
          setIdentifier: "virginia",
          routing: { policy: "weighted", weight: 55 },
          alias: {
            hostedZoneId: "Z35SXDOTRQ7X7K",
            dnsName: "dualstack.shop-virginia-0123456789.us-east-1.elb.amazonaws.com",
            evaluateTargetHealth: false,
          },
        },
      ],
    },
  ],
});

const set = shadowSet({ design, zone: ZONE, name: "www.shop.example", id: ID });
if (!set.ok) throw new Error(set.reason);

/** What would be written to try it. */
export const SHADOW_PLAN = ShadowPlan.parse({
  id: ID,
  service: "shop",
  account: "111122223333",
  zone: ZONE.id,
  zoneName: `${ZONE.name}.`,
  name: "www.shop.example.",
  shadowName: set.shadowName,
  records: set.records,
  design,
  confirmUntilMs: 1_700_000_600_000,
});
