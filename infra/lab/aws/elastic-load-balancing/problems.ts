import { ServiceProblem } from "../service-problem.ts";

/** Kinds of things that can be lacking. */
type Kind = "LoadBalancer" | "Listener" | "TargetGroup";

const WORDS: Record<Kind, string> = {
  LoadBalancer: "load balancers",
  Listener: "listeners",
  TargetGroup: "target groups",
};

/** The client calls it LoadBalancerNotFoundException and so on; on the wire the last word is lacking. */
export function notFound(kind: Kind): ServiceProblem {
  return new ServiceProblem(`${kind}NotFound`, `One or more ${WORDS[kind]} not found`);
}
