// Holds the imports of the whole tree against .dependency-cruiser.cjs. The count guards against a
// check that passes because it read nothing.
import { createRequire } from "node:module";
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

const FEWEST_MODULES = 60;
const FOLDERS = ["probe", "controller", "dashboard", "infra", "test"];

const rules = createRequire(import.meta.url)("../../.dependency-cruiser.cjs");
const { output } = await cruise(
  FOLDERS,
  { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true },
  undefined,
  { tsConfig: extractTSConfig("tsconfig.json") },
);
const own = output.modules.filter((module) =>
  FOLDERS.some((f) => module.source.startsWith(`${f}/`)),
);
for (const violation of output.summary.violations) {
  console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}`);
}
console.log(`${own.length} modules read, ${output.summary.violations.length} against the rules`);
if (own.length < FEWEST_MODULES || output.summary.violations.length > 0) process.exitCode = 1;
