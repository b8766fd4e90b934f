import type { Plugin } from "esbuild";

export function slimClients(folder: string): Plugin;
