import { brotliCompressSync, constants } from "node:zlib";
import esbuild from "esbuild";

const common = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  minify: true,
  keepNames: true,
  legalComments: "none",
  logLevel: "warning",
};
// Some libraries are CommonJS and ask for Node's own modules by require().
const banner = `#!/usr/bin/env node
import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);`;

/**
 * Bundles the probe into one file. What its measuring thread runs is a program of its own inside that file,
 * and so are the other commands, so that no thread parses and keeps what it does not need: 8 MB less than one for both.
 *
 * @param {string} root the folder with `probe/` and `node_modules/`
 * @param {string} outfile where to write it; its name should end in `.mjs`, because Node reads a lone file
 *   of another name twice to find out that it is a module
 */
export async function bundleProbe(root, outfile) {
  await esbuild.build({
    ...common,
    absWorkingDir: root,
    entryPoints: ["probe/main.ts"],
    outfile,
    format: "esm",
    banner: { js: banner },
    define: {
      MEASURING_PROGRAM: JSON.stringify(await bundleInner(root, "probe/worker/main.ts")),
      TOOLS_PROGRAM: JSON.stringify(await bundleInner(root, "probe/cli/tools.ts")),
    },
  });
}

/** A script, because a worker can run the text of one and needs no file then. */
async function bundleInner(root, entry) {
  const { outputFiles } = await esbuild.build({
    ...common,
    absWorkingDir: root,
    entryPoints: [entry],
    format: "cjs",
    write: false,
  });
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: outputFiles[0].contents.length };
  return brotliCompressSync(outputFiles[0].contents, { params }).toString("base64");
}
