import { JsonCodec2 } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import type { ApiOperation, Caller, HttpAnswer } from "./api-service.ts";
import type { HttpCall } from "./http-call.ts";
import { JSON_CONTENT_TYPE } from "./json-errors.ts";
import { ServiceProblem } from "./service-problem.ts";

/** One operation of a JSON 1.1 service: recognised by its target header. */
export interface JsonRpcOperation extends ApiOperation {
  /** As it stands in `X-Amz-Target`: `GlobalAccelerator_V20180706.ListAccelerators`. */
  readonly target: string;
}

/** Epoch seconds where the shape says nothing else (awsJson1_1). */
const CODEC = new JsonCodec2({ timestampFormat: { useTrait: true, default: 7 }, jsonName: false });

/**
 * Joins an operation's schema, as the official client carries it, with what the service does. The
 * types of `run` are the client's own of that operation.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 * @param serviceTarget what stands before the operation's name in the target header.
 */
export function jsonRpcOperation<Input, Output extends object>(
  schema: StaticOperationSchema,
  serviceTarget: string,
  run: (input: Input, caller: Caller) => Output | Promise<Output>,
): JsonRpcOperation {
  const [, , name, , inputSchema, outputSchema] = schema;
  const output = NormalizedSchema.of(outputSchema);
  return {
    name,
    target: `${serviceTarget}.${name}`,
    answer: async (call, caller) => {
      const input = await read<Input>(NormalizedSchema.of(inputSchema), call);
      return write(output, await run(input, caller));
    },
  };
}

/** The operation that a call asks for. */
export function operationByTarget(
  operations: readonly JsonRpcOperation[],
): (call: HttpCall) => JsonRpcOperation | undefined {
  const byTarget = new Map(operations.map((operation) => [operation.target, operation]));
  return ({ method, headers }) =>
    method === "POST" ? byTarget.get(headers.get("x-amz-target") ?? "") : undefined;
}

async function read<Input>(schema: NormalizedSchema, { body }: HttpCall): Promise<Input> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    if (!text.trimStart().startsWith("{")) throw new TypeError("it is no JSON object");
    const given: unknown = await CODEC.createDeserializer().read(schema, text);
    // The schema has given the input the shape that the client's types describe.
    return given as Input;
  } catch (error) {
    throw new ServiceProblem("SerializationException", `The body cannot be read: ${String(error)}`);
  }
}

function write(schema: NormalizedSchema, output: object): HttpAnswer {
  const headers = { "content-type": JSON_CONTENT_TYPE };
  if (schema.isUnitSchema()) return { status: 200, headers, body: "" };
  const serializer = CODEC.createSerializer();
  serializer.write(schema, output);
  // Bytes in truth, whatever the codec's type says.
  const written: unknown = serializer.flush();
  const body = written instanceof Uint8Array ? new TextDecoder().decode(written) : String(written);
  return { status: 200, headers, body };
}
