import type { Document, ErrorCode, YAMLError } from "yaml";
import type { Fault, FieldFault } from "./fault.ts";

const MENDS: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: "a second document begins here; put each into a file of its own",
  TAB_AS_INDENT: "a tab is no indentation in YAML; use spaces",
  RESOURCE_EXHAUSTION: "is nested too deeply",
  NON_STRING_KEY: "the name of a field must be a plain word",
  TAG_RESOLVE_FAILED: "a tag (!…) means nothing here; leave it out",
};

/** Where a text is not YAML. Of a line only its first fault: the others mostly follow from that. */
export function syntaxFaults(
  { errors, warnings }: Pick<Document.Parsed, "errors" | "warnings">,
  text: string,
  placeAt: (offset: number, fault: FieldFault) => Fault,
): Fault[] {
  const byLine = new Map<number, Fault>();
  for (const error of [...errors, ...warnings]) {
    const fault = placeAt(error.pos[0], { path: [], message: messageOf(error, text) });
    const first = byLine.get(fault.line);
    if (first === undefined || fault.column < first.column) byLine.set(fault.line, fault);
  }
  const faults = [...byLine.values()];
  const deep = faults.filter(({ message }) => message === MENDS.RESOURCE_EXHAUSTION);
  return deep.length > 0 ? deep.slice(0, 1) : faults;
}

function messageOf({ code, message, pos }: YAMLError, text: string): string {
  if (code === "DUPLICATE_KEY") {
    const key = /^("[^"]*"|[^\s:,{}[\]]+)/.exec(text.slice(pos[0], pos[0] + 200))?.[0] ?? "a name";
    return `${key} stands twice in the same mapping; take one of them out`;
  }
  return MENDS[code] ?? `not valid YAML: ${lowered(message)}`;
}

function lowered(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
