/** Who asks in a simulated query, as far as the caller says. */
export interface SimulatedAsker {
  /** Undefined for a resolver of AWS in us-east-1. */
  readonly resolverAddress: string | undefined;
  /** EDNS Client Subnet (RFC 7871) that the resolver sends along. */
  readonly subnet: { readonly address: string; readonly prefixLength: number } | undefined;
}

/** What the name servers of a zone say now; values in the form in which records have them. */
interface SimulatedAnswer {
  readonly responseCode: "NOERROR" | "NXDOMAIN" | "REFUSED";
  readonly values: readonly string[];
}

/** The name servers, asked without a network in between. */
export interface DnsTester {
  /** `name` is canonical. A name outside of the zone is REFUSED. */
  answer(
    zoneId: string,
    question: { readonly name: string; readonly type: string },
    asker: SimulatedAsker,
  ): SimulatedAnswer;
}
