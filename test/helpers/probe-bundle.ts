import { fileURLToPath } from "node:url";
import { bundleProbe as bundle } from "../../infra/build/bundle-probe.mjs";

/** Bundles the probe into one file as a release does, from the sources of now. */
export async function bundleProbe(outfile: string): Promise<void> {
  await bundle(fileURLToPath(new URL("../..", import.meta.url)), outfile);
}
