import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen, listenProblem, type SocketAddress } from "../http/listening.ts";
import { type Fault, Faults } from "./faults.ts";
import { type HttpCall, readCall } from "./http-call.ts";
import { errorAnswer, type HttpAnswer, type RestXmlOperation } from "./rest-xml.ts";
import { ServiceProblem } from "./service-problem.ts";
import { type ServiceRates, Throttle } from "./throttle.ts";
import { type AccessKey, verifySignature } from "./verify-signature.ts";

/** A REST-XML service: its operations and what is known of its limits. */
export interface RestXmlService {
  /** As it stands in the credential scope: `route53`. */
  readonly signingName: string;
  readonly xmlNamespace: string;
  readonly rates: ServiceRates;
  readonly operations: readonly RestXmlOperation[];
}

/** An open service; `faults` is the switchboard of what goes wrong in it. */
export interface ApiServer extends SocketAddress {
  readonly endpoint: string;
  readonly faults: Faults;
  close(): Promise<void>;
}

/** `wallNowMs` is the clock of signatures and of call rates, which no lab time hastens. */
export interface ApiServerOptions extends SocketAddress {
  readonly key: AccessKey;
  readonly wallNowMs: () => number;
}

/**
 * Serves an AWS API over HTTP. Every call is checked as AWS does: signature, rate, then the
 * operation. Throws LabProblem when it cannot listen.
 */
export async function openApiServer(
  service: RestXmlService,
  options: ApiServerOptions,
): Promise<ApiServer> {
  const faults = new Faults();
  const throttle = new Throttle(service.rates, options.wallNowMs);

  const answerTo = async (
    call: HttpCall,
  ): Promise<{ answer: HttpAnswer; fault: Fault | undefined }> => {
    const scope = {
      service: service.signingName,
      key: options.key,
      nowMs: options.wallNowMs(),
    };
    await verifySignature(call, scope);
    const operation = service.operations.find((each) => each.matches(call));
    if (operation === undefined) {
      const message = `The lab's ${service.signingName} knows no ${call.method} ${call.path}`;
      throw new ServiceProblem("UnknownOperationException", message, 404);
    }
    throttle.admit(operation.name);
    const fault = faults.next(operation.name);
    if (fault?.kind === "error") throw fault.problem;
    return { answer: operation.answer(call), fault };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    response.setHeader("x-amzn-requestid", requestId);
    try {
      const { answer, fault } = await answerTo(await readCall(request));
      send(response, answer, fault?.kind === "cut");
    } catch (error) {
      send(response, errorAnswer(asProblem(error), service.xmlNamespace, requestId), false);
    }
  };

  const server = createServer({ noDelay: true }, (request, response) => {
    void handle(request, response);
  });
  try {
    const port = await listen(server, options);
    return {
      address: options.address,
      port,
      endpoint: `http://${options.address}:${port}`,
      faults,
      close: () =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        }),
    };
  } catch (error) {
    throw listenProblem(error, options);
  }
}

function send(response: ServerResponse, answer: HttpAnswer, cut: boolean): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, "content-length": body.length });
  if (!cut) {
    response.end(body);
    return;
  }
  // The length promises more than comes: the client sees the connection close in mid-page.
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}

function asProblem(error: unknown): ServiceProblem {
  if (error instanceof ServiceProblem) return error;
  if (error instanceof RangeError) {
    return new ServiceProblem("RequestEntityTooLarge", error.message, 413);
  }
  return new ServiceProblem("InternalFailure", String(error), 500);
}
