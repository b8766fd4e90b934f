// Builds what the programs run: no compiler is needed after this.
//   dist/isochrone.js        the whole product; its libraries stay in node_modules
//   dist/isochrone-lab.js    the lab
//   dist/isochrone-probe.mjs the probe in one file, with everything it needs inside
//   dist/isochrone-guard.mjs the dead man's timer of failover tests, with dist/guard/
//   dist/dashboard/          the pages
import { rm, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { build as viteBuild } from "vite";
import { bundleGuard } from "./bundle-guard.mjs";
import { bundleProbe } from "./bundle-probe.mjs";
import { slimClients } from "./slim-clients.mjs";

// Twice this size means that all of a library came in, such as zod's translations, which an import of its
// object `z` brings and one of its names (`* as z`) does not.
const PROBE_BUNDLE_LIMIT_BYTES = 650_000;
const root = fileURLToPath(new URL("../..", import.meta.url));
const banner = { js: "#!/usr/bin/env node" };
for (const folder of ["chunks", "guard"]) {
  await rm(new URL(`../../dist/${folder}`, import.meta.url), { recursive: true, force: true });
}

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  outdir: "dist",
  logLevel: "warning",
};

await Promise.all([
  esbuild.build({
    ...common,
    entryPoints: {
      isochrone: "infra/local/isochrone.ts",
      "isochrone-lab": "infra/lab/main.ts",
    },
    banner,
    packages: "external",
    plugins: [slimClients(`${root}infra/lab/`)],
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    sourcemap: true,
  }),
  bundleProbe(root, "dist/isochrone-probe.mjs"),
  bundleGuard(root, "dist"),
  buildDashboard(),
]);

const { size } = await stat(new URL("../../dist/isochrone-probe.mjs", import.meta.url));
if (size > PROBE_BUNDLE_LIMIT_BYTES) {
  throw new Error(`the probe bundle has ${size} bytes, more than ${PROBE_BUNDLE_LIMIT_BYTES}`);
}

async function buildDashboard() {
  await rm(new URL("../../dist/dashboard", import.meta.url), { recursive: true, force: true });
  await viteBuild({
    root: `${root}/dashboard`,
    configFile: `${root}/dashboard/vite.config.ts`,
    logLevel: "warn",
  });
}
