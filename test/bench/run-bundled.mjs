import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
// Some libraries inside the bundle are CommonJS and ask for Node's own modules by require().
const banner = {
  js: 'import { createRequire as __createRequire } from "node:module";\nconst require = __createRequire(import.meta.url);',
};

/** Reads files that lie beside its own, so it is loaded from where it is installed. */
const keptOutside = {
  name: "kept-outside",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^@fastify\/swagger-ui$/ }, ({ path }) => ({
      path: import.meta.resolve(path),
      external: true,
    })),
};

/**
 * Bundles a TypeScript program into one file in a temporary folder, as the probe is bundled, and runs
 * it from the root of the repository.
 *
 * @param {string} entry path from the root
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runBundled(entry, args) {
  const folder = await mkdtemp(join(tmpdir(), "isochrone-measured-"));
  try {
    const outfile = join(folder, "program.mjs");
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20.19",
      banner,
      plugins: [keptOutside],
      logLevel: "warning",
    });
    const program = spawn(process.execPath, [outfile, ...args], { cwd: root, stdio: "inherit" });
    return await new Promise((resolve, reject) => {
      program.on("error", reject);
      program.on("exit", (code) => resolve(code ?? 1));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
