import type { Assignment } from "../contract/assignment.ts";
import type { Contribution, ProbeHealth } from "../contract/batch.ts";

/** What one batch interval of a vantage came to. */
export interface MeasuredInterval {
  contributions: readonly Contribution[];
  health: ProbeHealth;
  /** Batches that it became. */
  batches: number;
}

/** Hears what becomes of a vantage's measurements, on the main thread. */
export interface DeliveryObserver {
  assigned(vantage: string, assignment: Assignment): void;
  measured(vantage: string, interval: MeasuredInterval): void;
  /** The controller has acknowledged a batch. */
  accepted(vantage: string): void;
}
