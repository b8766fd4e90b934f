import type { LinkedService } from "@aws-sdk/client-route-53";

/** Route 53 has one API for the whole world, which is signed for this Region. */
export const ROUTE53 = { service: "route53", region: "us-east-1" } as const;

/** `/hostedzone/Z123` → `Z123`. */
export function bareId(id: string | undefined): string {
  return (id ?? "").replace(/^\/[a-z]+\//, "");
}

export function linkedServiceOf(linked: LinkedService | undefined) {
  if (linked === undefined) return undefined;
  return { servicePrincipal: linked.ServicePrincipal, description: linked.Description };
}
