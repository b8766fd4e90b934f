import type { ApiService, Caller } from "../../../infra/lab/aws/api-service.ts";
import type { HttpCall } from "../../../infra/lab/aws/http-call.ts";
import type { ServiceProblem } from "../../../infra/lab/aws/service-problem.ts";
import { ServiceProblem as Problem } from "../../../infra/lab/aws/service-problem.ts";

/** What a call of the Query or JSON protocol asks. */
export type Asked = {
  readonly parameters: URLSearchParams;
  readonly json: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
};

/** The bytes of an answer, by action. */
export type Answers = Readonly<Record<string, (asked: Asked) => string>>;

type Wire = "ec2" | "query" | "json";

const PLENTY = { burst: 10_000, perSecond: 10_000 };

/**
 * A service that answers with bytes written by AWS's documented shapes, so that the official client
 * reads them off the wire as it would AWS's own.
 */
export function recordedService(signingName: string, wire: Wire, answers: Answers): ApiService {
  return {
    signingName,
    rates: { account: PLENTY, perAction: PLENTY, actions: new Map() },
    operationOf(call) {
      const parameters = new URLSearchParams(wire === "json" ? "" : textOf(call));
      const target = call.headers.get("x-amz-target")?.split(".")[1];
      const name = target ?? parameters.get("Action") ?? "";
      const answer = answers[name];
      if (answer === undefined) return undefined;
      const json = wire === "json" ? JSON.parse(textOf(call) || "{}") : {};
      return {
        name,
        answer: (_call, caller) => ({
          status: 200,
          headers: { "content-type": wire === "json" ? "application/x-amz-json-1.1" : "text/xml" },
          body: answer({ parameters, json, caller }),
        }),
      };
    },
    errorAnswer: (problem, requestId) => ({
      status: problem.status,
      headers: { "content-type": wire === "json" ? "application/x-amz-json-1.1" : "text/xml" },
      body: ERRORS[wire](problem, requestId),
    }),
  };
}

function textOf({ body }: HttpCall): string {
  return Buffer.from(body).toString();
}

const ERRORS: Record<Wire, (problem: ServiceProblem, requestId: string) => string> = {
  ec2: ({ code, message }, id) =>
    `<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>${id}</RequestID></Response>`,
  query: ({ code, message }, id) =>
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${id}</RequestId></ErrorResponse>`,
  json: ({ code, message }) => JSON.stringify({ __type: code, Message: message }),
};

/** As EC2 refuses. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function unauthorized(action: string): Problem {
  return new Problem(
    "UnauthorizedOperation",
    `You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/lab is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
    403,
  );
}
