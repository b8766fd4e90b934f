/** Which of the two Query protocols a service speaks, and the names that it is known by on the wire. */
export interface QueryDialect {
  /**
   * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
   * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
   */
  readonly protocol: "query" | "ec2";
  /** The day that stands in every call: `2016-11-15`. */
  readonly version: string;
  readonly xmlNamespace: string;
}
