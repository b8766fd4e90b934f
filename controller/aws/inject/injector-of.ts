import type { FailoverInjector } from "../../contract/failover/failover-injector.ts";
import type { RestoreStep } from "../../contract/failover/restore-step.ts";

/** Everything but what endpoints offer themselves is made to fail over the APIs of AWS. */
export type AwsInjector = Exclude<FailoverInjector, { kind: "http_hook" }>;

/** One kind of target, as a plan names it. */
export type TargetOf<Kind extends AwsInjector["kind"]> = Extract<FailoverInjector, { kind: Kind }>;

/** What is kept of it, to put it back. */
export type StepOf<Kind extends AwsInjector["kind"]> = Extract<RestoreStep, { kind: Kind }>;

/** AWS takes its time: looked for every two seconds, ten minutes long. */
export const AWS_PATIENCE = { everyMs: 2_000, looks: 300 } as const;
