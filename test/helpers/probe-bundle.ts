import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Some libraries in the bundle are CommonJS and ask for Node's own modules by require(). */
const REQUIRE = `import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url);`;

/** Bundles the probe into one file as a release does, from the sources of now. */
export async function bundleProbe(outfile: string): Promise<void> {
  await build({
    absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
    entryPoints: ["probe/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    minify: true,
    keepNames: true,
    legalComments: "none",
    banner: { js: REQUIRE },
    logLevel: "silent",
  });
}
