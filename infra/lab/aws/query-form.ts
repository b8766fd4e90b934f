import type { HttpCall } from "./http-call.ts";

const FORM = "application/x-www-form-urlencoded";

/** The parameters of a call of a Query protocol; none where the body is something else. */
export function formOf({ method, headers, body }: HttpCall): URLSearchParams {
  const isForm = method === "POST" && headers.get("content-type")?.startsWith(FORM) === true;
  return new URLSearchParams(isForm ? Buffer.from(body).toString() : "");
}

/** What a form says under one name: a text, and what stands under the names that begin with it. */
export interface FormPart {
  readonly text: string | undefined;
  readonly parts: ReadonlyMap<string, FormPart>;
}

interface Growing {
  text: string | undefined;
  readonly parts: Map<string, Growing>;
}

/** A form as a tree: `Filter.1.Value.2` is part 2 of part Value of part 1 of part Filter. */
export function formTree(form: URLSearchParams): FormPart {
  const root: Growing = { text: undefined, parts: new Map() };
  for (const [name, text] of form) {
    let part = root;
    for (const step of name.split(".")) {
      const next: Growing = part.parts.get(step) ?? { text: undefined, parts: new Map() };
      part.parts.set(step, next);
      part = next;
    }
    part.text = text;
  }
  return root;
}
