import * as z from "zod";

/** Why an attempt has no time to show, apart from silence (which is loss). */
export const FailureClass = z.enum([
  "dns",
  "refused",
  "unreachable",
  "reset",
  "tls",
  "http",
  "protocol",
  "blocked",
  "probe",
]);

export type FailureClass = z.infer<typeof FailureClass>;

/** Who a failure is to be laid at the door of. */
export type FailureSource = "resolver" | "network" | "target" | "probe";

const SOURCE_OF_CLASS: Record<FailureClass, FailureSource> = {
  dns: "resolver",
  refused: "target",
  unreachable: "network",
  reset: "target",
  tls: "target",
  http: "target",
  protocol: "target",
  blocked: "probe",
  probe: "probe",
};

/** The party that a class of failure points at; a probe's own trouble is never the target's. */
export function failureSource(failure: FailureClass): FailureSource {
  return SOURCE_OF_CLASS[failure];
}
