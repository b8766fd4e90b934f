import type { ReadError, ReadErrorKind } from "../contract/inventory-part.ts";
import type { AwsCall } from "./call-rates.ts";
import { kindOfError, knownError } from "./error-kind.ts";

/** What was being done when an error came. */
export type CallContext = {
  /** The call that failed; null where none was made yet. */
  readonly call: AwsCall | null;
  readonly roleArn: string | null;
  /** Whether AWS has told whose the credentials are: then a Region that refuses them does not know them. */
  readonly isKnown: boolean;
  readonly endpoint: string | null;
};

const LONGEST_MESSAGE = 400;

/** Puts an error into the words of an inventory, with what to do about it. */
export function readErrorOf(error: unknown, context: CallContext): ReadError {
  const { name, code, message } = knownError(error);
  const kind = kindInContext(error, context);
  const text = message.replace(/\s+/g, " ").trim();
  return {
    kind,
    code: [code, name, "Error"].find((each) => each !== "" && each !== "Error") ?? "Error",
    message: text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE - 1)}…` : text,
    mend: isAssumeRole(message) ? mendOfRole(context) : MENDS[kind](context),
  };
}

function kindInContext(error: unknown, { call, isKnown, endpoint }: CallContext): ReadErrorKind {
  const kind = kindOfError(error);
  const isRegional = call?.service === "ec2" || call?.service === "elasticloadbalancing";
  if (!isRegional || !isKnown) return kind;
  if (kind === "no-credentials") return "unknown-region";
  const hasNoAddress = knownError(error).code === "ENOTFOUND" && endpoint === null;
  return hasNoAddress ? "unknown-region" : kind;
}

/** Both the action and the role stand in what STS says. */
function isAssumeRole(message: string): boolean {
  return message.includes("sts:AssumeRole");
}

function mendOfRole({ roleArn }: CallContext): string {
  const role = roleArn ?? "the role";
  return `Let the trust policy of ${role} name this caller and the externalId that is set here, and allow the caller sts:AssumeRole.`;
}

const MENDS: Record<ReadErrorKind, (context: CallContext) => string> = {
  denied: ({ call, roleArn }) => {
    const action = call === null ? "the action" : `${call.service}:${call.action}`;
    return `Allow ${action} to ${roleArn ?? "the user or role of these credentials"}.`;
  },
  throttled: () =>
    "Read again later: something else calls AWS often in this account. What was read before stays.",
  "expired-token": ({ roleArn }) =>
    roleArn === null
      ? "Get new temporary credentials (aws sso login, or new AWS_… variables) and start again."
      : `Get new credentials for whoever assumes ${roleArn}, and see that this machine's clock is right.`,
  "no-credentials": ({ roleArn }) =>
    `Give this process AWS credentials that are valid (AWS_… variables, a profile, or a role of the instance)${roleArn === null ? "" : ` that may assume ${roleArn}`}.`,
  "unknown-region": ({ call }) =>
    `Correct the Region, or opt the account in to ${call?.region ?? "it"}.`,
  network: ({ endpoint }) =>
    endpoint === null
      ? "See that this machine reaches the AWS APIs (HTTPS), then read again."
      : `See that ${endpoint} answers, then read again.`,
  "cut-off": () => "Read again; if it stays, look for a proxy that cuts long answers.",
  other: () => "Read again; if it stays, the message is all that AWS said.",
};
