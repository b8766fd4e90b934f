import { XmlCodec } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";
import type { ApiOperation, ApiService, Caller, HttpAnswer } from "./api-service.ts";
import type { QueryDialect } from "./query-dialect.ts";
import { ec2ErrorAnswer, inQueryWords } from "./query-errors.ts";
import { formOf, formTree } from "./query-form.ts";
import { readQueryInput } from "./query-input.ts";
import { errorAnswer, XML_DECLARATION } from "./rest-xml.ts";

/**
 * Joins an operation's schema, as the official client carries it, with what the service does. The
 * types of `run` are the client's own of that operation.
 */
export function queryOperation<Input, Output extends object>(
  schema: StaticOperationSchema,
  dialect: QueryDialect,
  run: (input: Input, caller: Caller) => Output | Promise<Output>,
): ApiOperation {
  const [, serviceNamespace, name, , inputSchema, outputSchema] = schema;
  const { protocol, xmlNamespace } = dialect;
  const codec = new XmlCodec({
    xmlNamespace,
    serviceNamespace,
    httpBindings: false,
    timestampFormat: { useTrait: true, default: 5 as const },
  });
  const wrap = protocol === "ec2" ? ec2Answer : queryAnswer;
  return {
    name,
    answer: async (call, caller) => {
      const form = formTree(formOf(call));
      const given: unknown = readQueryInput(NormalizedSchema.of(inputSchema), form, protocol);
      // The schema has given the input the shape that the client's types describe.
      const output = await run(given as Input, caller);
      const [wrapped, value] = wrap(schema, structure(outputSchema), output, call.requestId);
      const serializer = codec.createSerializer();
      serializer.write(wrapped, value);
      return {
        status: 200,
        headers: { "content-type": "text/xml;charset=UTF-8" },
        body: `${XML_DECLARATION}${String(serializer.flush())}`,
      };
    },
  };
}

/** How a service of a dialect finds its operations and words its errors. */
export function queryService(
  dialect: QueryDialect,
  operations: readonly ApiOperation[],
): Pick<ApiService, "operationOf" | "errorAnswer"> {
  const byAction = new Map(operations.map((operation) => [operation.name, operation]));
  return {
    operationOf: (call) => {
      const form = formOf(call);
      if (form.get("Version") !== dialect.version) return undefined;
      return byAction.get(form.get("Action") ?? "");
    },
    errorAnswer: (problem, requestId): HttpAnswer =>
      dialect.protocol === "ec2"
        ? ec2ErrorAnswer(problem, requestId)
        : errorAnswer(inQueryWords(problem), dialect.xmlNamespace, requestId),
  };
}

type Wrapped = readonly [schema: StaticStructureSchema, value: object];

const NO_TRAITS = 0;
const TEXT = 0;
const STRUCTURE = 3;

/** The output stands within `<ActionResult>` and the request's id beside it. */
function queryAnswer(
  [, serviceNamespace, name]: StaticOperationSchema,
  output: StaticStructureSchema | undefined,
  value: object,
  RequestId: string,
): Wrapped {
  const metadata: StaticStructureSchema = [
    STRUCTURE,
    serviceNamespace,
    "ResponseMetadata",
    NO_TRAITS,
    ["RequestId"],
    [TEXT],
  ];
  const result = `${name}Result`;
  const [names, schemas] = output === undefined ? [[], []] : [[result], [() => output]];
  return [
    [
      STRUCTURE,
      serviceNamespace,
      `${name}Response`,
      NO_TRAITS,
      [...names, "ResponseMetadata"],
      [...schemas, () => metadata],
    ],
    { [result]: value, ResponseMetadata: { RequestId } },
  ];
}

/** The request's id comes first, and the output's members beside it. */
function ec2Answer(
  [, serviceNamespace, name]: StaticOperationSchema,
  output: StaticStructureSchema | undefined,
  value: object,
  requestId: string,
): Wrapped {
  const [, , , , names = [], schemas = []] = output ?? [];
  return [
    [
      STRUCTURE,
      serviceNamespace,
      `${name}Response`,
      NO_TRAITS,
      ["requestId", ...names],
      [TEXT, ...schemas],
    ],
    { ...value, requestId },
  ];
}

/** Undefined where an operation answers with nothing. */
function structure(schema: StaticOperationSchema[5]): StaticStructureSchema | undefined {
  const normal = NormalizedSchema.of(schema);
  if (!normal.isStructSchema()) return undefined;
  // A structure's schema is the list that the client carries.
  return normal.getSchema() as StaticStructureSchema;
}
