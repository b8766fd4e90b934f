import { createRequire } from "node:module";
import { compileFunction, constants } from "node:vm";
import { brotliDecompressSync } from "node:zlib";

/** The bundles of `worker/main.ts` and `cli/tools.ts`, packed with Brotli (RFC 7932), in base64; by the build. */
declare const MEASURING_PROGRAM: string;
declare const TOOLS_PROGRAM: string;

type Tools = typeof import("./cli/tools.ts");

/** @returns the program of the measuring thread: a CommonJS script that needs nothing but Node's own modules */
export function measuringProgram(): string {
  return unpack(MEASURING_PROGRAM);
}

/** Loads the commands besides `run`, which bring all of the measuring along. A running probe is spared that. */
export function loadTools(): Tools {
  const module = { exports: {} };
  const run = compileFunction(unpack(TOOLS_PROGRAM), ["module", "exports", "require"], {
    filename: import.meta.url,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  run(module, module.exports, createRequire(import.meta.url));
  return module.exports as Tools;
}

function unpack(program: string): string {
  return brotliDecompressSync(Buffer.from(program, "base64")).toString("utf8");
}
