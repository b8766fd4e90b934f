import type { Durability } from "../durability-option.ts";
import type { ProbeChoice } from "./probe-choice.ts";

/** What `isochrone start` was asked to do, after validation. */
export interface StartSettings {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Absolute. */
  dataDir: string;
  /** Stops by itself after this time and prints a summary; null runs until it is stopped. */
  runForMs: number | null;
  lab: boolean;
  /** The lab's world instead of the built-in one; absolute. */
  worldFile: string | null;
  /** Whether the lab's simulated history is imported. */
  history: boolean;
  /** What to measure when there is no lab; absolute. Null goes on with the estate stored before. */
  estateFile: string | null;
  /** How services are evaluated and who is told; absolute. Null is the usual. */
  adviceFile: string | null;
  /** With no lab: which AWS accounts are read; absolute. Null reads none. */
  awsFile: string | null;
  probes: ProbeChoice;
  allowFetch: boolean;
  /** `replica` needs a Redis of REDIS_URL that has replicas. */
  durability: Durability;
  verbose: boolean;
  /** Prints the summary as JSON and nothing else on standard output. */
  json: boolean;
}
