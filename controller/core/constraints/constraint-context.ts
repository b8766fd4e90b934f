import type { Service } from "../../contract/estate.ts";
import type { Asker } from "../routing/asker.ts";
import type { EndpointBook } from "../routing/endpoint-book.ts";
import type { LatencyTable } from "../routing/latency-table.ts";

/** Users treated alike, and who asks for them. */
interface ServedUsers {
  readonly id: string;
  readonly share: number;
  readonly askers: readonly Asker[];
}

/** What the constraints of a service are held against. */
export interface ConstraintContext {
  readonly service: Pick<Service, "constraints" | "objectives" | "endpoints">;
  readonly groups: readonly ServedUsers[];
  readonly book: EndpointBook;
  readonly latency?: LatencyTable | undefined;
  /** Ids of endpoints that stand on Outposts, where AWS was read. */
  readonly onOutposts?: ReadonlySet<string> | undefined;
}
