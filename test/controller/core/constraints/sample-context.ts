import type { Service } from "../../../../controller/contract/estate.ts";
import type { Ground } from "../../../../controller/core/candidates/ground.ts";
import type { Knowledge } from "../../../../controller/core/candidates/knowledge.ts";
import type { ConstraintContext } from "../../../../controller/core/constraints/constraint-context.ts";
import { serviceBook } from "../../../../controller/core/routing/service-book.ts";

/** What the constraints of a service are held against, as far as a sample knows. */
export function sampleContext(
  service: Service,
  ground: Ground,
  knowledge: Knowledge,
): ConstraintContext {
  return {
    service,
    groups: ground.groups.map(({ id, share }) => ({ id, share, askers: knowledge.askersOf(id) })),
    book: serviceBook(service, null),
    latency: knowledge.latency,
  };
}
