import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen, listenProblem, type SocketAddress } from "../http/listening.ts";
import type { ApiService, HttpAnswer } from "./api-service.ts";
import { parseAuthorization } from "./authorization-header.ts";
import type { Faults } from "./faults.ts";
import { type HttpCall, readCall } from "./http-call.ts";
import type { KeyRing } from "./key-ring.ts";
import { errorAnswer } from "./rest-xml.ts";
import { type Passed, ServiceDoor } from "./service-door.ts";
import { ServiceProblem } from "./service-problem.ts";
import { verifySignature } from "./verify-signature.ts";

/** The open door to all services of all accounts. */
export interface ApiServer extends SocketAddress {
  /** What a client takes as `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** The switchboard of what goes wrong in a service of an account; throws where there is none. */
  faultsOf(accountId: string, signingName: string): Faults;
  close(): Promise<void>;
}

/** `wallNowMs` is the clock of signatures and of call rates, which no lab time hastens. */
export interface ApiServerOptions extends SocketAddress {
  readonly keys: KeyRing;
  /** By account id. */
  readonly accounts: ReadonlyMap<string, readonly ApiService[]>;
  readonly wallNowMs: () => number;
}

/** Namespace of errors that no service can word, since none was named. */
const NO_SERVICE_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/**
 * Serves the AWS APIs over HTTP. The signature says which service and Region a call is for, and its
 * key which account. Every call is checked as AWS does: signature, rate, then the operation. Throws
 * LabProblem when it cannot listen.
 */
export async function openApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const doors = new Map<string, ServiceDoor>();
  const wording = new Map<string, ApiService["errorAnswer"]>();
  for (const [accountId, services] of options.accounts) {
    for (const service of services) {
      const { signingName } = service;
      doors.set(`${accountId} ${signingName}`, new ServiceDoor(service, options.wallNowMs));
      wording.set(signingName, (problem, id) => service.errorAnswer(problem, id));
    }
  }

  const answerTo = async (call: HttpCall): Promise<Passed> => {
    const { key, region, service } = await verifySignature(call, options.keys, options.wallNowMs());
    const door = doors.get(`${key.accountId} ${service}`);
    if (door === undefined) {
      const message = `Account ${key.accountId} of the lab has no service '${service}'`;
      throw new ServiceProblem("UnknownOperationException", message, 404);
    }
    return door.pass(call, { accountId: key.accountId, arn: key.arn, region });
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    response.setHeader("x-amzn-requestid", requestId);
    const words =
      wording.get(serviceNamed(request) ?? "") ??
      ((problem, id) => errorAnswer(problem, NO_SERVICE_NAMESPACE, id));
    try {
      const { answer, fault } = await answerTo(await readCall(request, requestId));
      send(response, answer, fault?.kind === "cut");
    } catch (error) {
      send(response, words(asProblem(error), requestId), false);
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
      faultsOf: (accountId, signingName) => {
        const door = doors.get(`${accountId} ${signingName}`);
        if (door === undefined) throw new Error(`account ${accountId} has no ${signingName}`);
        return door.faults;
      },
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

/** The service of the credential scope, for the wording of an error; undefined where none can be read. */
function serviceNamed({ headers }: IncomingMessage): string | undefined {
  try {
    return parseAuthorization(headers.authorization).service;
  } catch {
    return undefined;
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
