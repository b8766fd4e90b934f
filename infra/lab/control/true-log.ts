import type { EndpointFault, FaultTime, Partition } from "../faults/endpoint-fault.ts";
import type { EndpointFaults } from "../faults/endpoint-faults.ts";
import type { HealthEvent } from "../health/publisher.ts";

/** What truly happened, as nobody outside could see it. */
export type TrueEvent = {
  /** From 1 on, without a gap. */
  readonly seq: number;
} & (
  | {
      readonly what: "fault";
      readonly endpoint: string;
      readonly fault: EndpointFault;
      readonly askedAt: FaultTime;
      readonly inForceAt: FaultTime;
    }
  | {
      readonly what: "partition";
      readonly endpoint: string;
      readonly kind: Partition | "none";
      /** Source addresses of who is cut off, or let through again. */
      readonly sources: readonly string[];
      readonly askedAt: FaultTime;
      readonly inForceAt: FaultTime;
    }
  | ({
      /** For the checkers, and, where it is published, for the answers of the name servers. */
      readonly what: "health_check";
    } & HealthEvent)
);

type Told<Event> = Event extends TrueEvent ? Omit<Event, "seq"> : never;

/** A long-lived lab forgets the oldest ones. */
const MOST_EVENTS = 10_000;

/** Where what happens is heard of. */
export type TrueSources = {
  readonly faults: Pick<EndpointFaults, "onEvent">;
  readonly onHealth: (listener: (event: HealthEvent) => void) => () => void;
};

/** One list of everything that befalls the endpoints, in the order in which it came into force. */
export class TrueLog {
  readonly #events: TrueEvent[] = [];
  readonly #ends: (() => void)[];
  #seq = 0;

  constructor({ faults, onHealth }: TrueSources) {
    this.#ends = [
      faults.onEvent(({ endpointId: endpoint, fault, askedAt, inForceAt }) => {
        const common = { endpoint, askedAt, inForceAt };
        if ("sources" in fault) {
          this.#add({ what: "partition", kind: fault.kind, sources: fault.sources, ...common });
        } else this.#add({ what: "fault", fault, ...common });
      }),
      onHealth((event) => this.#add({ what: "health_check", ...event })),
    ];
  }

  /** Those after the one with this number that are still known. */
  since(seq: number): readonly TrueEvent[] {
    return this.#events.filter((event) => event.seq > seq);
  }

  close(): void {
    for (const end of this.#ends) end();
  }

  #add(told: Told<TrueEvent>): void {
    this.#seq += 1;
    this.#events.push({ seq: this.#seq, ...told });
    if (this.#events.length > MOST_EVENTS) this.#events.shift();
  }
}
