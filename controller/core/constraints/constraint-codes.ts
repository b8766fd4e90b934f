import type { Reason } from "../../contract/advised-design.ts";

/** What an owner demands and may give up; the rest of the constraints is how AWS is. */
export type Goal =
  | "static_ips"
  | "protocol"
  | "client_ip"
  | "residency"
  | "control_plane"
  | "rto"
  | "budget"
  | "latency";

interface Constraint {
  /** Null: nobody can give it up. */
  readonly goal: Goal | null;
  readonly sentence: string;
}

/** Every hard constraint by its code, which never changes, and what it says of a design that breaks it. */
const CONSTRAINTS = {
  static_ips: {
    goal: "static_ips",
    sentence: "Users need addresses that never change, and it answers with others",
  },
  protocol: { goal: "protocol", sentence: "It does not take what users speak" },
  client_ip: { goal: "client_ip", sentence: "Endpoints would not see the client's address" },
  client_ip_unproven: {
    goal: "client_ip",
    sentence: "It is not known whether endpoints would see the client's address",
  },
  residency: { goal: "residency", sentence: "Users may be served from where they must not be" },
  control_plane: {
    goal: "control_plane",
    sentence: "Its failover needs a change in AWS while something fails",
  },
  no_failover: { goal: "rto", sentence: "Nobody takes over when an endpoint fails" },
  rto: { goal: "rto", sentence: "Too few users are back within the recovery time" },
  budget: { goal: "budget", sentence: "It costs more than the budget" },
  latency_objective: { goal: "latency", sentence: "Users wait longer than they shall" },
  local_zone_behind_accelerator: {
    goal: null,
    sentence: "An accelerator takes nothing in a Local Zone",
  },
  outpost_behind_accelerator: {
    goal: null,
    sentence: "An accelerator is not known to take anything on an Outpost",
  },
  accelerator_region: {
    goal: null,
    sentence: "Global Accelerator is not known to support the Region",
  },
  partition: { goal: null, sentence: "It would join AWS partitions that are apart" },
  zone_type: { goal: null, sentence: "A private hosted zone does not take the policy" },
  quota: { goal: null, sentence: "It takes more than AWS gives" },
} as const satisfies Record<string, Constraint>;

type ConstraintCode = keyof typeof CONSTRAINTS;

/** The reason for which a design is infeasible; the detail says what, where and how much. */
export function broken(code: ConstraintCode, detail: string): Reason {
  return { code, text: `${CONSTRAINTS[code].sentence}: ${detail}.` };
}

/** What would have to be given up for a reason not to count; null where nothing helps. */
export function goalOf(code: string): Goal | null {
  const known: Readonly<Record<string, Constraint>> = CONSTRAINTS;
  return known[code]?.goal ?? null;
}
