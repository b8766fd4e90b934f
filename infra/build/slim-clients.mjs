import { fileURLToPath } from "node:url";

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
    setup({ onResolve }) {
      onResolve({ filter: /^@aws-sdk\/client-[\w-]+$/ }, ({ importer, path }) => {
        if (!importer.startsWith(folder)) return undefined;
        // The form as ES modules: of CommonJS nothing could fall out.
        const client = new URL(`../../node_modules/${path}/dist-es/index.js`, import.meta.url);
        return { path: fileURLToPath(client), sideEffects: false };
      });
    },
  };
}
