import type { ReadErrorKind } from "../contract/inventory-part.ts";

/** What is known of an error of the SDK, of Node, or of a credential provider. */
export type KnownError = {
  readonly name: string;
  /** Of Node's own errors: `ECONNREFUSED`. */
  readonly code: string;
  readonly message: string;
  readonly status: number | null;
};

/** Names of services' errors (the SDK puts a service's code into `name`), by what they mean here. */
const NAMES: Readonly<Record<string, ReadErrorKind>> = {
  AccessDenied: "denied",
  AccessDeniedException: "denied",
  AuthorizationError: "denied",
  NotAuthorized: "denied",
  UnauthorizedOperation: "denied",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  ThrottledException: "throttled",
  RequestThrottled: "throttled",
  RequestThrottledException: "throttled",
  RequestLimitExceeded: "throttled",
  TooManyRequestsException: "throttled",
  PriorRequestNotComplete: "throttled",
  SlowDown: "throttled",
  ExpiredToken: "expired-token",
  ExpiredTokenException: "expired-token",
  RequestExpired: "expired-token",
  TokenRefreshRequired: "expired-token",
  CredentialsProviderError: "no-credentials",
  TokenProviderError: "no-credentials",
  InvalidClientTokenId: "no-credentials",
  UnrecognizedClientException: "no-credentials",
  SignatureDoesNotMatch: "no-credentials",
  InvalidSignatureException: "no-credentials",
  IncompleteSignature: "no-credentials",
  MissingAuthenticationToken: "no-credentials",
  AuthFailure: "no-credentials",
  OptInRequired: "unknown-region",
  InvalidRegion: "unknown-region",
  RegionDisabledException: "unknown-region",
  TimeoutError: "network",
  AbortError: "network",
  SyntaxError: "cut-off",
};

/** Codes of Node's own errors (libuv). */
const CODES: Readonly<Record<string, ReadErrorKind>> = {
  ECONNREFUSED: "network",
  EHOSTUNREACH: "network",
  ENETUNREACH: "network",
  ETIMEDOUT: "network",
  ENOTFOUND: "network",
  EAI_AGAIN: "network",
  EPIPE: "network",
  ERR_TLS_CERT_ALTNAME_INVALID: "network",
  ECONNRESET: "cut-off",
  ERR_STREAM_PREMATURE_CLOSE: "cut-off",
};

const TOO_MANY = 429;

export function knownError(error: unknown): KnownError {
  const { name, code, message, $metadata } = (error ?? {}) as Partial<Record<string, unknown>>;
  const status = ($metadata as { httpStatusCode?: unknown } | undefined)?.httpStatusCode;
  return {
    name: typeof name === "string" ? name : "",
    code: typeof code === "string" ? code : "",
    message: typeof message === "string" ? message : String(error),
    status: typeof status === "number" ? status : null,
  };
}

/** What an error means, whichever service words it. */
export function kindOfError(error: unknown): ReadErrorKind {
  const { name, code, message, status } = knownError(error);
  const kind = NAMES[name] ?? CODES[code];
  if (kind !== undefined) return kind;
  if (status === TOO_MANY) return "throttled";
  // The SDK's reader of an answer that ended in the middle.
  if (/unclosed|unexpected end|aborted|premature/i.test(message)) return "cut-off";
  return "other";
}

export function isExpired(error: unknown): boolean {
  return kindOfError(error) === "expired-token";
}
