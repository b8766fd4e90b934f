import type { FastifyInstance } from "fastify";

/** Names of YAML (RFC 9512 §2.1), of which JSON is a part. */
const TYPES = [
  "application/json",
  "application/yaml",
  "application/x-yaml",
  "text/yaml",
  "text/x-yaml",
];
/** A character takes up to four bytes; the reader counts characters. */
const LARGEST_BODY_BYTES = 4_000_000;

/** Has the bodies of an instance's routes handed over as the text that they are. */
export function takeTexts(app: FastifyInstance): void {
  app.removeContentTypeParser("application/json");
  const options = { parseAs: "string", bodyLimit: LARGEST_BODY_BYTES } as const;
  app.addContentTypeParser(TYPES, options, (_request, body, done) => done(null, body));
}
