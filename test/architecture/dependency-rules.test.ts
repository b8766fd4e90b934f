import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult, type IForbiddenRuleType } from "dependency-cruiser";
import { afterEach, describe, expect, it } from "vitest";

const rules = createRequire(import.meta.url)("../../.dependency-cruiser.cjs") as {
  forbidden: IForbiddenRuleType[];
};

/** Rule → the smallest tree that breaks it: file → source. */
const BREACHES: Record<string, Record<string, string>> = {
  "no-cycles": {
    "probe/a.ts": 'import "./b.ts";',
    "probe/b.ts": 'import "./a.ts";',
  },
  "nothing-imports-tests": {
    "probe/a.ts": 'import "../test/b.ts";',
    "test/b.ts": "export const b = 1;",
  },
  "probe-stands-alone": {
    "probe/a.ts": 'import "../controller/contract/b.ts";',
    "controller/contract/b.ts": "export const b = 1;",
  },
  "controller-reads-the-probe-contract": {
    "controller/a.ts": 'import "../probe/record/b.ts";',
    "probe/record/b.ts": "export const b = 1;",
  },
  "dashboard-reads-the-controller-contract": {
    "dashboard/a.ts": 'import "../controller/core/b.ts";',
    "controller/core/b.ts": "export const b = 1;",
  },
  "infra-reads-contracts": {
    "infra/lab/a.ts": 'import "../../probe/measure/b.ts";',
    "probe/measure/b.ts": "export const b = 1;",
  },
  "infra-local-enters-by-the-doors": {
    "infra/local/a.ts": 'import "../../controller/store/b.ts";',
    "controller/store/b.ts": "export const b = 1;",
  },
  "contracts-are-shapes": {
    "probe/contract/a.ts": 'import "../measure/b.ts";',
    "probe/measure/b.ts": "export const b = 1;",
  },
  "yaml-knows-no-controller": {
    "controller/yaml/a.ts": 'import "../core/b.ts";',
    "controller/core/b.ts": "export const b = 1;",
  },
  "core-is-pure": { "controller/core/a.ts": 'import "node:fs";' },
  "redis-behind-store-and-queue": module("ioredis", "controller/api/a.ts"),
  "undici-in-measure-and-deliver": module("undici", "probe/record/a.ts"),
  "aws-sdk-in-controller-aws": module("@aws-sdk/client-ec2", "controller/api/a.ts"),
  "not-to-unresolvable": { "probe/a.ts": 'import "./nowhere.ts";' },
};

function module(name: string, importer: string): Record<string, string> {
  return {
    [importer]: `import "${name}";`,
    [`node_modules/${name}/package.json`]: `{"name":"${name}","main":"index.js"}`,
    [`node_modules/${name}/index.js`]: "module.exports = 1;",
  };
}

describe("architecture/dependency-rules", () => {
  let root = "";
  afterEach(() => rm(root, { recursive: true, force: true }));

  it("has a breach to show for every rule", () => {
    expect(Object.keys(BREACHES).sort()).toEqual(rules.forbidden.map((rule) => rule.name).sort());
  });

  it.each(Object.keys(BREACHES))("reports a breach of %s", async (name) => {
    root = await mkdtemp(join(tmpdir(), "isochrone-rules-"));
    for (const [file, source] of Object.entries(BREACHES[name] ?? {})) {
      await mkdir(join(root, dirname(file)), { recursive: true });
      await writeFile(join(root, file), source);
    }
    const folders = Object.keys(BREACHES[name] ?? {})
      .map((file) => file.split("/")[0] ?? "")
      .filter((folder) => folder !== "node_modules");
    const { output } = await cruise([...new Set(folders)], {
      baseDir: root,
      ruleSet: { forbidden: rules.forbidden },
      validate: true,
      doNotFollow: { path: "node_modules" },
      tsPreCompilationDeps: true,
    });
    const broken = (output as ICruiseResult).summary.violations.map((entry) => entry.rule.name);
    expect(broken).toContain(name);
  });
});
