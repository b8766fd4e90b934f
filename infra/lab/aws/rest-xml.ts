import { XmlCodec } from "@aws-sdk/core/protocols";
import { FromStringShapeDeserializer } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { SchemaTraitsObject, StaticOperationSchema } from "@smithy/types";
import type { ApiOperation, HttpAnswer } from "./api-service.ts";
import { escapeXml } from "./escape-xml.ts";
import type { HttpCall } from "./http-call.ts";
import { ServiceProblem } from "./service-problem.ts";

/** One operation of a REST-XML service: recognised by method and path, its wire form known. */
export interface RestXmlOperation extends ApiOperation {
  matches(call: HttpCall): boolean;
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * Joins an operation's schema, as the official client carries it, with what the service does.
 * The types of `run` are the client's own of that operation.
 */
export function restXmlOperation<Input, Output extends object>(
  schema: StaticOperationSchema,
  xmlNamespace: string,
  run: (input: Input) => Output,
): RestXmlOperation {
  const [, serviceNamespace, name, traits, inputSchema, outputSchema] = schema;
  const [method, template, status] = httpBinding(name, traits);
  const pattern = pathPattern(template);
  const settings = {
    xmlNamespace,
    serviceNamespace,
    httpBindings: true,
    timestampFormat: { useTrait: true, default: 5 as const },
  };
  const codec = new XmlCodec(settings);
  const strings = new FromStringShapeDeserializer(settings);

  const read = (call: HttpCall): Input => {
    const ns = NormalizedSchema.of(inputSchema);
    const labels = pattern.exec(call.path)?.groups ?? {};
    try {
      const input: Record<string, unknown> =
        call.body.length > 0 ? codec.createDeserializer().read(ns, call.body) : {};
      for (const [member, memberSchema] of ns.structIterator()) {
        const text = textOutsideBody(member, memberSchema.getMergedTraits(), labels, call.query);
        if (text !== undefined) input[member] = strings.read(memberSchema, text);
      }
      // The schema has given the input the shape that the client's types describe.
      return input as Input;
    } catch (error) {
      throw new ServiceProblem("InvalidInput", `Invalid XML or parameter: ${String(error)}`);
    }
  };

  const write = (output: Output): HttpAnswer => {
    const ns = NormalizedSchema.of(outputSchema);
    const headers: Record<string, string> = { "content-type": "text/xml" };
    const body = new Map<string, unknown>(Object.entries(output));
    for (const [member, memberSchema] of ns.structIterator()) {
      const { httpHeader } = memberSchema.getMergedTraits();
      if (httpHeader === undefined) continue;
      headers[httpHeader] = String(body.get(member));
      body.delete(member);
    }
    const serializer = codec.createSerializer();
    serializer.write(ns, Object.fromEntries(body));
    return { status, headers, body: `${XML_DECLARATION}${serializer.flush()}` };
  };

  return {
    name,
    matches: (call) => call.method === method && pattern.test(call.path),
    answer: (call) => write(run(read(call))),
  };
}

/** What the path or the query say of a member; undefined for one of the body. */
function textOutsideBody(
  member: string,
  { httpLabel, httpQuery }: SchemaTraitsObject,
  labels: Readonly<Record<string, string>>,
  query: URLSearchParams,
): string | undefined {
  if (httpLabel) return decodeURIComponent(labels[member] ?? "");
  if (httpQuery === undefined) return undefined;
  return query.get(httpQuery) ?? undefined;
}

function httpBinding(name: string, traits: StaticOperationSchema[3]): [string, string, number] {
  const http = typeof traits === "object" ? traits.http : undefined;
  if (http === undefined) throw new TypeError(`${name} has no HTTP binding`);
  return [http[0], http[1], http[2]];
}

/** `/a/{Id}/b` as an expression with a group per label. */
function pathPattern(template: string): RegExp {
  const steps = template.replace(/\?.*$|\/$/g, "").replace(/[.]/g, "\\.");
  return new RegExp(`^${steps.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}/?$`);
}

/** An error in the form that the REST-XML services share. */
export function errorAnswer(
  problem: ServiceProblem,
  xmlNamespace: string,
  requestId: string,
): HttpAnswer {
  const type = problem.status >= 500 ? "Receiver" : "Sender";
  const error = `<Error><Type>${type}</Type><Code>${escapeXml(problem.code)}</Code><Message>${escapeXml(problem.message)}</Message>${detailsXml(problem)}</Error>`;
  return {
    status: problem.status,
    headers: { "content-type": "text/xml" },
    body: `${XML_DECLARATION}<ErrorResponse xmlns="${xmlNamespace}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}

function detailsXml({ details }: ServiceProblem): string {
  if (details === undefined) return "";
  const { list, item, entries } = details;
  const items = entries.map((entry) => {
    const members = Object.entries(entry).map(
      ([key, text]) => `<${key}>${escapeXml(text)}</${key}>`,
    );
    return `<${item}>${members.join("")}</${item}>`;
  });
  return `<${list}>${items.join("")}</${list}>`;
}
