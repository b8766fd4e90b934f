import type { z } from "zod";
import type { AwsSettings } from "../../../controller/contract/aws-settings.ts";
import type { Estate } from "../../../controller/contract/estate.ts";
import type { Durability } from "../durability-option.ts";

/** What the one-machine program needs of a running controller. */
export interface RunningController {
  /** Where it listens, without a path. */
  url: string;
  loadEstate(estate: Estate): Promise<unknown>;
  /** Has AWS read from now on, in place of what was told of it before; all of it stays in memory. */
  readAws(given: GivenAws): Promise<void>;
  /** An address with a one-time token that signs a browser in. */
  issueLoginUrl(): Promise<string>;
  issueProbeToken(vantage: string): Promise<string>;
  issueApiToken(name: string, role: "viewer" | "operator" | "admin"): Promise<string>;
  close(): Promise<void>;
}

/** Accounts to read; the key is a lab's, and without one the standard chain finds it. */
type GivenAws = z.input<typeof AwsSettings> & {
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

interface ControllerOptions {
  redis: { url: string } | { socketPath: string };
  durability: Durability;
  host: string;
  port: number;
  dashboardDir: string;
  logLevel: "info" | "warn";
  /** Receives each line of the controller's own log. */
  logTo: { write(text: string): void };
}

export type StartController = (options: ControllerOptions) => Promise<RunningController>;
