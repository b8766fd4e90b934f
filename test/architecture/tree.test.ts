import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(root, file)));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const code = tracked.filter((file) => /\.(ts|tsx|mjs|css)$/.test(file));
const sources = code.filter((file) => !file.startsWith("test/") && !file.endsWith(".css"));

describe("architecture/tree", () => {
  it("keeps every file within 400 lines", () => {
    expect(code.filter((file) => read(file).split("\n").length > 401)).toEqual([]);
  });

  it("keeps half of the sources under 80 lines", () => {
    const lines = sources.map((file) => read(file).split("\n").length).sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(80);
  });

  it("tests every file of the pure core in tests of its own module", () => {
    const files = sources.filter((file) => file.startsWith("controller/core/"));
    const untested = [...new Set(files.map(moduleOf))].flatMap((module) => {
      const inModule = files.filter((file) => moduleOf(file) === module);
      const reached = reachedFromTests(module, inModule);
      return inModule.filter((file) => decides(file) && !reached.has(file));
    });
    expect(untested).toEqual([]);
  });

  it("cites only paths that exist in its documents", () => {
    const documents = tracked.filter((file) => file.endsWith(".md"));
    const missing = documents.flatMap((document) =>
      citedPaths(document)
        .filter((path) => !existsSync(path))
        .map((path) => `${document}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it("has at most twelve npm scripts", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    expect(Object.keys(scripts).length).toBeLessThanOrEqual(12);
  });

  it("records no download address in the lock file", () => {
    expect(read("package-lock.json")).not.toMatch(/"resolved": "https?:/);
  });
});

/** `controller/core/cost` of a file anywhere below it. */
function moduleOf(file: string): string {
  return file.split("/").slice(0, 3).join("/");
}

/** Whether there is anything in it beside names of what stands elsewhere. */
function decides(file: string): boolean {
  if (file.endsWith(".d.ts")) return false;
  return !read(file)
    .split("\n")
    .every((line) => /^(import|export type|$)/.test(line));
}

/** The files of a module that its tests import, and what those import of the module in turn. */
function reachedFromTests(module: string, files: readonly string[]): Set<string> {
  const tests = tracked.filter(
    (file) => file.startsWith(`test/${module}/`) && /\.tsx?$/.test(file),
  );
  const reached = new Set<string>();
  const waiting = tests.flatMap((test) => importsOf(test, files));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...importsOf(file, files));
  }
  return reached;
}

function importsOf(file: string, among: readonly string[]): string[] {
  const imported = [...read(file).matchAll(/ from "(\.[^"]+)"/g)].map(([, path = ""]) =>
    relative(root, join(root, dirname(file), path)),
  );
  return among.filter((each) => imported.includes(each));
}

const CITED = /`((?:probe|controller|dashboard|infra|test)\/[\w./-]+)`/g;
const LINKED = /\]\((?!https?:|#)([^)#]+)\)/g;

/** Paths of the tree that a document names in backquotes (from the root) or links to (from itself). */
function citedPaths(document: string): string[] {
  const text = read(document);
  const cited = [...text.matchAll(CITED)].map((match) => join(root, match[1] ?? ""));
  const linked = [...text.matchAll(LINKED)].map((match) =>
    join(root, dirname(document), match[1] ?? ""),
  );
  return [...cited, ...linked];
}
