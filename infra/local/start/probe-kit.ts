import { mkdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { ProbeFile } from "../../../probe/contract/probe-file.ts";
import { writePrivateFile } from "../private-file.ts";

export interface ProbeKitOptions {
  dataDir: string;
  controllerUrl: string;
  /** Replaces the token that the vantage had before. */
  issueToken: (vantage: string) => Promise<string>;
}

/** Holds, per vantage, the file that its probe needs: `probes/VANTAGE.json` in the data folder. */
export interface ProbeKits {
  folder: string;
  /**
   * Writes the file, or refreshes the controller's address in it, and answers its token. A token that
   * is there stays, because a probe elsewhere may be using it.
   */
  tokenOf(vantage: string): Promise<string>;
}

export function probeKits(options: ProbeKitOptions): ProbeKits {
  const folder = join(options.dataDir, "probes");
  const controllerUrl = reachableUrl(options.controllerUrl);
  return {
    folder,
    tokenOf: async (vantage) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${vantage}.json`);
      const known = await readKit(path);
      const kept = known?.vantages.find((each) => each.token !== undefined)?.token;
      if (kept !== undefined && known?.controllerUrl === controllerUrl) return kept;
      const token = kept ?? (await options.issueToken(vantage));
      const kit: ProbeFile = {
        spoolDir: "isochrone-spool",
        allow: [],
        ...known,
        controllerUrl,
        vantages: kept === undefined || known === null ? [{ id: vantage, token }] : known.vantages,
      };
      await writePrivateFile(path, `${JSON.stringify(kit, null, 2)}\n`);
      return token;
    },
  };
}

/** Tells people how to measure from the vantages whose probes run elsewhere. */
export function explainProbeKits(
  folder: string,
  vantages: readonly string[],
  host: string,
): string[] {
  if (vantages.length === 0) return [];
  return [
    `To measure from a vantage, copy ${folder}/VANTAGE.json to a machine there and run:`,
    "  isochrone-probe run --config VANTAGE.json",
    `  (${listed(vantages)})`,
    ...(isLoopback(host)
      ? [
          "The controller listens on this machine only; --host ADDRESS lets other machines reach it.",
        ]
      : []),
  ];
}

async function readKit(path: string): Promise<ProbeFile | null> {
  try {
    return ProbeFile.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}

/** "Every address" is none that another machine could call: this machine's name takes its place. */
function reachableUrl(controllerUrl: string): string {
  const url = new URL(controllerUrl);
  if (url.hostname === "0.0.0.0" || url.hostname === "[::]") url.hostname = hostname();
  return url.origin;
}

function listed(vantages: readonly string[]): string {
  const shown = vantages.slice(0, 6).join(", ");
  return vantages.length > 6 ? `${shown} and ${vantages.length - 6} more` : shown;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
