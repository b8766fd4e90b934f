import { ServiceProblem } from "./service-problem.ts";

/** The parts of a Signature Version 4 `Authorization` header. */
export interface Authorization {
  readonly accessKeyId: string;
  /** yyyymmdd, as in the credential scope. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  /** Lower case, in the order in which they were signed. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = "AWS4-HMAC-SHA256";

/**
 * Takes the header apart. Throws MissingAuthenticationToken without one, and IncompleteSignature
 * when a part is missing or has the wrong form.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function parseAuthorization(header: string | undefined): Authorization {
  if (header === undefined) {
    throw new ServiceProblem("MissingAuthenticationToken", "Missing Authentication Token", 403);
  }
  if (!header.startsWith(`${ALGORITHM} `)) {
    throw incomplete(`Unsupported AWS 'algorithm': '${header.split(" ")[0]}'.`);
  }
  const parts = new Map<string, string>();
  for (const part of header.slice(ALGORITHM.length).split(",")) {
    const [name = "", value = ""] = part.trim().split("=", 2);
    parts.set(name, value);
  }
  const of = (name: string): string => {
    const value = parts.get(name);
    if (value !== undefined && value !== "") return value;
    throw incomplete(`Authorization header requires '${name}' parameter. Authorization=${header}`);
  };
  const [accessKeyId = "", day = "", region = "", service = "", end, ...more] =
    of("Credential").split("/");
  if (end !== "aws4_request" || more.length > 0) {
    throw incomplete(
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.",
    );
  }
  const signedHeaders = of("SignedHeaders").toLowerCase().split(";");
  return { accessKeyId, day, region, service, signedHeaders, signature: of("Signature") };
}

export function incomplete(message: string): ServiceProblem {
  return new ServiceProblem("IncompleteSignature", message, 400);
}
