import type { HttpAnswer } from "./api-service.ts";
import { escapeXml } from "./escape-xml.ts";
import { XML_DECLARATION } from "./rest-xml.ts";
import { ServiceProblem } from "./service-problem.ts";

interface Words {
  readonly code: string;
  readonly status: number;
  readonly message?: string;
}

const NO_VALID_KEY: Words = {
  code: "AuthFailure",
  status: 401,
  message: "AWS was not able to validate the provided access credentials",
};

/**
 * Errors that all services share, as EC2 words them.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const EC2_WORDS: ReadonlyMap<string, Words> = new Map([
  ["AccessDenied", { code: "UnauthorizedOperation", status: 403 }],
  ["ExpiredToken", { code: "RequestExpired", status: 400, message: "Request has expired." }],
  ["InternalFailure", { code: "InternalError", status: 500 }],
  ["InvalidClientTokenId", NO_VALID_KEY],
  ["SignatureDoesNotMatch", NO_VALID_KEY],
  ["Throttling", { code: "RequestLimitExceeded", status: 503, message: "Request limit exceeded." }],
  ["UnknownOperationException", { code: "InvalidAction", status: 400 }],
]);

/** The same for the other services of the Query protocol, as far as they differ from REST-XML. */
const QUERY_WORDS: ReadonlyMap<string, Words> = new Map([
  ["UnknownOperationException", { code: "InvalidAction", status: 400 }],
]);

/** A shared error in the words of STS and Elastic Load Balancing. */
export function inQueryWords(problem: ServiceProblem): ServiceProblem {
  return inWords(problem, QUERY_WORDS);
}

/** An error in EC2's form. */
export function ec2ErrorAnswer(problem: ServiceProblem, requestId: string): HttpAnswer {
  const { code, message, status } = inWords(problem, EC2_WORDS);
  const error = `<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`;
  return {
    status,
    headers: { "content-type": "text/xml;charset=UTF-8" },
    body: `${XML_DECLARATION}<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`,
  };
}

function inWords(problem: ServiceProblem, all: ReadonlyMap<string, Words>): ServiceProblem {
  const words = all.get(problem.code);
  if (words === undefined) return problem;
  return new ServiceProblem(words.code, words.message ?? problem.message, words.status);
}
