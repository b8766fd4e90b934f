import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

  it("tests every file of the pure core under the same path", () => {
    const untested = sources
      .filter((file) => file.startsWith("controller/core/"))
      .filter(
        (file) =>
          !read(file)
            .split("\n")
            .every((line) => /^(import|export type|$)/.test(line)),
      )
      .filter((file) => !isReachedFromTests(file));
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

/** A core file counts as tested when a test of its folder, or of its own path, exists and names it. */
function isReachedFromTests(file: string): boolean {
  const name = file.split("/").at(-1) ?? "";
  const folder = `test/${dirname(file)}`;
  return tracked
    .filter((test) => test.startsWith(folder) && test.endsWith(".test.ts"))
    .some((test) => read(test).includes(`/${name}"`));
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
