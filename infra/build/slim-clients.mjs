import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const CONSTANT = /\b(_\w+) = ("[^"]*")/g;
const COMPUTED_KEY = /\[(_\w+)\]:/g;

/**
 * The lab knows AWS's operations by the schemas and value lists that the official clients carry, and
 * never makes a client. All of EC2's client is 2 MB and takes a second to load, so what is named of a
 * client is taken into the bundle, and everything else falls out.
 *
 * @param {string} folder whose imports of `@aws-sdk/client-…` this is done to
 * @returns {import("esbuild").Plugin}
 */
export function slimClients(folder) {
  return {
    name: "slim-clients",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^@aws-sdk\/client-[\w-]+$/ }, ({ importer, path }) => {
        if (!importer.startsWith(folder)) return undefined;
        // The form as ES modules: of CommonJS nothing could fall out.
        const client = new URL(`../../node_modules/${path}/dist-es/index.js`, import.meta.url);
        return { path: fileURLToPath(client), sideEffects: false };
      });
      onLoad(
        { filter: /client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ },
        async ({ path }) => ({
          contents: withPlainKeys(await readFile(path, "utf8")),
        }),
      );
    },
  };
}

/**
 * A key that is worked out might do anything, so that a schema with one would have to stay: here the
 * keys are constants of the same file.
 *
 * @param {string} source
 */
function withPlainKeys(source) {
  const values = new Map([...source.matchAll(CONSTANT)].map(([, name, value]) => [name, value]));
  return source.replace(COMPUTED_KEY, (key, name) =>
    values.has(name) ? `${values.get(name)}:` : key,
  );
}
