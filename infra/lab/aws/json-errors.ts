import type { HttpAnswer } from "./api-service.ts";
import type { ServiceProblem } from "./service-problem.ts";

export const JSON_CONTENT_TYPE = "application/x-amz-json-1.1";

/**
 * Errors that all services share, whose names differ between the XML and the JSON services
 * ("Common Errors" in the API reference of each).
 */
const JSON_NAMES: ReadonlyMap<string, string> = new Map([
  ["AccessDenied", "AccessDeniedException"],
  ["ExpiredToken", "ExpiredTokenException"],
  ["IncompleteSignature", "IncompleteSignatureException"],
  ["InvalidClientTokenId", "UnrecognizedClientException"],
  ["MissingAuthenticationToken", "MissingAuthenticationTokenException"],
  ["SignatureDoesNotMatch", "InvalidSignatureException"],
  ["Throttling", "ThrottlingException"],
  ["UnknownOperationException", "UnknownOperationException"],
]);

/**
 * An error in the form of the JSON 1.1 services. Errors that all services share say `message`; those of a
 * service's own model say what the model does.
 */
export function jsonErrorAnswer(
  problem: ServiceProblem,
  requestId: string,
  modelledMember: "message" | "Message" = "message",
): HttpAnswer {
  const shared = JSON_NAMES.get(problem.code);
  const type = shared ?? problem.code;
  const member = shared === undefined ? modelledMember : "message";
  return {
    status: shared === undefined ? problem.status : 400,
    headers: {
      "content-type": JSON_CONTENT_TYPE,
      "x-amzn-errortype": type,
      "x-amzn-requestid": requestId,
    },
    body: JSON.stringify({ __type: type, [member]: problem.message }),
  };
}
