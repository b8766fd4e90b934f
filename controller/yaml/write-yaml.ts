import { Document, isMap, isNode, isPair, isScalar, isSeq } from "yaml";

/** Something to say about a field: above it (unless told otherwise), behind its value, or below everything. */
export type YamlComment = {
  readonly path: readonly (string | number)[];
  readonly text: string;
  readonly where?: "above" | "beside" | "end";
};

/** Texts stay in one line, so that a copied address is whole. */
const LINE_WIDTH = 0;

/**
 * Writes a value as YAML that reads back as the same value, with comments. One on a field that is not
 * there is passed over; several on one field stand one below the other.
 */
export function writeYaml(value: unknown, comments: readonly YamlComment[] = []): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  for (const comment of comments) addComment(document, comment);
  return document.toString({ lineWidth: LINE_WIDTH });
}

function addComment(document: Document, { path, text, where = "above" }: YamlComment): void {
  const told = text
    .split("\n")
    .map((line) => (line === "" ? "" : ` ${line}`))
    .join("\n");
  if (where === "end") document.comment = joined(document.comment, told);
  else if (path.length === 0) document.commentBefore = joined(document.commentBefore, told);
  else {
    const node = where === "beside" ? valueAt(document, path) : holderAt(document, path);
    if (node === undefined) return;
    if (where === "beside") node.comment = joined(node.comment, told);
    else node.commentBefore = joined(node.commentBefore, told);
  }
}

function joined(before: string | null | undefined, text: string): string {
  return before === null || before === undefined ? text : `${before}\n${text}`;
}

type Commented = { comment?: string | null; commentBefore?: string | null };

function valueAt(document: Document, path: readonly (string | number)[]): Commented | undefined {
  const node = document.getIn(path, true);
  return isScalar(node) ? node : undefined;
}

/** What a comment above a field belongs to: the key of a map, the item of a list. */
function holderAt(document: Document, path: readonly (string | number)[]): Commented | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
    return isPair(pair) && isNode(pair.key) ? pair.key : undefined;
  }
  const item = isSeq(parent) && typeof last === "number" ? parent.items[last] : undefined;
  return isNode(item) ? item : undefined;
}
