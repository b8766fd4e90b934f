import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { aliasFaults } from "./alias-faults.ts";
import { byPlace, type Fault, type FieldFault } from "./fault.ts";
import { syntaxFaults } from "./syntax-faults.ts";

/** A text that was understood as YAML, of which JSON is a part (YAML 1.2). */
export type OpenText = {
  /** For edits that keep comments and layout. */
  readonly document: Document.Parsed;
  readonly value: unknown;
  /** Gives faults their places and the order of the text. */
  place(faults: readonly FieldFault[]): Fault[];
};

/** Every alias that is written out counts; enough for people, too few to fill the memory with. */
const MOST_ALIASES = 1_000;

/** Understands a text as YAML, or says where that fails. */
export function openText(
  text: string,
  mostCharacters: number,
): { ok: true; opened: OpenText } | { ok: false; faults: Fault[] } {
  if (text.length > mostCharacters) return { ok: false, faults: [tooLarge(mostCharacters)] };
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    logLevel: "error",
  });
  const placeAt = (offset: number, { path, message }: FieldFault): Fault => {
    const { line, col } = lines.linePos(offset);
    // An empty text has no line in the eyes of the counter.
    return { line: Math.max(1, line), column: Math.max(1, col), path, message };
  };
  const broken = syntaxFaults(document, text, placeAt);
  const faults = broken.length > 0 ? broken : aliasFaults(document, placeAt);
  if (faults.length > 0) return { ok: false, faults: faults.sort(byPlace) };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    const place = (found: readonly FieldFault[]) =>
      found.map((fault) => placeAt(offsetOf(document, fault), fault)).sort(byPlace);
    return { ok: true, opened: { document, value, place } };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const message = `aliases (*name) stand for more than ${MOST_ALIASES} values; write some of them out`;
    return { ok: false, faults: [placeAt(0, { path: [], message })] };
  }
}

function tooLarge(most: number): Fault {
  const message = `is larger than ${most / 1_000_000} million characters; is it the right file?`;
  return { path: [], line: 1, column: 1, message };
}

/**
 * Where the deepest part of a path begins that stands in the text: a single value at the value, anything
 * else at its name. What is missing has no place, but what it is missing from has.
 */
function offsetOf(document: Document.Parsed, { path, isName = false }: FieldFault): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    const isWhole = depth === path.length;
    if (isWhole && !isName && isScalar(node) && node.range) return node.range[0];
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const offset = keyOffset(parent, path[depth - 1]) ?? (isNode(node) ? node.range?.[0] : null);
    if (typeof offset === "number") return offset;
  }
  return document.contents?.range?.[0] ?? 0;
}

function keyOffset(parent: unknown, key: PropertyKey | undefined): number | undefined {
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}
