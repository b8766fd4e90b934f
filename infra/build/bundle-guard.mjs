import esbuild from "esbuild";

/**
 * Bundles the dead man's timer into one file. Nothing of it is shared with other programs: those may be
 * built anew while it runs.
 *
 * @param {string} root the folder with `controller/` and `node_modules/`
 * @param {string} outfile where to write it; below a folder with `node_modules/`, where its libraries stay
 */
export async function bundleGuard(root, outfile) {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["controller/failover/guard/guard-main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    banner: { js: "#!/usr/bin/env node" },
    sourcemap: true,
    logLevel: "warning",
  });
}
