import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { Problem } from "../contract/problem.ts";
import { describeTrouble } from "../core/pressure/trouble-of-look.ts";
import { TooManyStepsError } from "../query/too-many-steps-error.ts";
import { UnknownVantagesError } from "../query/unknown-vantages-error.ts";
import { storeTroubleOf } from "../store/store-trouble.ts";
import { ApiProblem } from "./api-problem.ts";

/** What a caller is told of an error, and the status it goes with. */
export type ToldProblem = { readonly status: number; readonly problem: Omit<Problem, "requestId"> };

/** Errors of the server's own parts, by their codes. */
const KNOWN: Record<string, Omit<Problem, "requestId"> & { status: number }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: "too_large",
    message: "The body is larger than this address accepts.",
    mend: "Send less at a time.",
    fields: [{ path: "body", message: "is too large" }],
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: "unsupported_media_type",
    message: "The body is of a type that this address does not read.",
    mend: "Send JSON, with the header Content-Type: application/json.",
    fields: [{ path: "body", message: "must be application/json" }],
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    status: 400,
    code: "invalid_json",
    message: "The body is not valid JSON.",
    mend: "Send one JSON document.",
    fields: [{ path: "body", message: "is not valid JSON" }],
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    status: 400,
    code: "invalid_json",
    message: "The body is empty.",
    mend: "Send one JSON document.",
    fields: [{ path: "body", message: "is empty" }],
  },
};

/** Puts an error into words; what a caller cannot help is told without its inside. */
export function problemOfError(error: unknown): ToldProblem {
  if (error instanceof TooManyStepsError) return { status: 400, problem: tooManySteps(error) };
  if (error instanceof UnknownVantagesError) return { status: 404, problem: unknownRows(error) };
  if (error instanceof ApiProblem) {
    const { status, code, message, mend, fields } = error;
    return { status, problem: { code, message, mend, fields } };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map(({ instancePath, message }) => ({
      path: fieldPath(instancePath, error.validationContext),
      message: message ?? "is invalid",
    }));
    return { status: 400, problem: invalid(fields) };
  }
  const store = storeTroubleOf(error);
  if (store !== null) {
    const { code, sentence, mend } = describeTrouble(store.code, store.reason);
    return { status: 503, problem: { code, message: sentence, mend, fields: [] } };
  }
  const { code, statusCode, message } = error as Partial<Record<string, unknown>>;
  const known = KNOWN[String(code)];
  if (known !== undefined) {
    const { status, ...problem } = known;
    return { status, problem };
  }
  if (typeof statusCode === "number" && statusCode >= 400 && statusCode < 500) {
    return { status: statusCode, problem: refused(String(message)) };
  }
  return { status: 500, problem: INTERNAL };
}

const INTERNAL = {
  code: "internal",
  message: "The controller could not answer.",
  mend: "Try again; if it stays, look for the request id in the controller's log.",
  fields: [],
};

function invalid(fields: Problem["fields"]): ToldProblem["problem"] {
  const named = [...new Set(fields.map(({ path }) => path))].join(", ");
  return {
    code: "invalid",
    message: `The request is not as agreed: ${named}.`,
    mend: "Correct the fields named; /docs describes them.",
    fields,
  };
}

function tooManySteps({ message, leastStepMs }: TooManyStepsError): ToldProblem["problem"] {
  return {
    code: "invalid",
    message: `The answer would be too long: ${message}.`,
    mend: `Ask for a shorter window, or set stepMs to ${leastStepMs} or more.`,
    fields: [{ path: "stepMs", message: `must be ${leastStepMs} or more for this window` }],
  };
}

function unknownRows({ vantages }: UnknownVantagesError): ToldProblem["problem"] {
  const names = vantages.join(", ");
  return {
    code: "unknown_vantage",
    message: `The estate names no vantage ${names}.`,
    mend: "Ask for vantages of the estate, or leave vantages out for all; /v1/estate lists them.",
    fields: [{ path: "vantages", message: `${names}: not in the estate` }],
  };
}

function refused(message: string): ToldProblem["problem"] {
  return { code: "refused", message, mend: "Correct the request; /docs describes it.", fields: [] };
}

/** `/contributions/3/sent` → `contributions.3.sent`; the whole is named by where it stands. */
function fieldPath(pointer: string, context: string | undefined): string {
  const path = pointer.split("/").filter(Boolean).join(".");
  return path === "" ? (context ?? "body") : path;
}
