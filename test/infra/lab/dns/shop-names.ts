import { createRoute53 } from "../../../../infra/lab/aws/route53/create-route53.ts";
import { seedZone } from "../../../../infra/lab/cloud/seed-zone.ts";
import { serveNames } from "../../../../infra/lab/cloud/serve-names.ts";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import type { NameSource } from "../../../../infra/lab/dns/name-source.ts";
import type { Atlas } from "../../../../infra/lab/places/atlas.ts";
import type { World } from "../../../../infra/lab/world/world.ts";
import { quietHealth } from "../health/quiet-health.ts";

/** The names of a world's service while all is well and nobody changes anything. */
export function shopNames(world: World, atlas: Atlas): NameSource {
  const health = quietHealth();
  const route53 = createRoute53({ labNowMs: () => 0, insyncAfterMs: 0, health });
  seedZone(world, 80, route53);
  return serveNames([route53], {
    clock: { factor: world.clockFactor, nowMs: () => 0 },
    random: seededRandom(1),
    health: { isHealthy: () => true },
    atlas,
    targets: { find: () => undefined },
  });
}
