import esbuild from "esbuild";

/**
 * Builds the dead man's timer, `isochrone-guard.mjs`. What needs the AWS clients is a file of its own below
 * `guard/`, because those take a second to load; nothing is shared with other programs, which may be built
 * anew while it runs.
 *
 * @param {string} root the folder with `controller/` and `node_modules/`
 * @param {string} outdir where to write it; below a folder with `node_modules/`, where its libraries stay
 */
export async function bundleGuard(root, outdir) {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { "isochrone-guard": "controller/failover/guard/guard-main.ts" },
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    chunkNames: "guard/[name]-[hash]",
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "warning",
  });
}
