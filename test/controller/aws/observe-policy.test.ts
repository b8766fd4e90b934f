import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const controller = fileURLToPath(new URL("../../../controller", import.meta.url));

/** Needs no permission. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const FREE = "GetCallerIdentity";

/** The one file that changes something, by another role. */
const WRITING = "shadow-records.ts";

function policyOfReadme(): string[] {
  const text = readFileSync(join(controller, "README.md"), "utf8");
  const [, json = ""] = /```json\n(\{\n {2}"Version"[\s\S]*?)```/.exec(text) ?? [];
  const { Statement } = JSON.parse(json) as { Statement: { Action: string[] }[] };
  return Statement.flatMap(({ Action }) => Action);
}

/** Everything in the folder that calls AWS that a form finds, each once and in order. */
function named(form: RegExp): string[] {
  const folder = join(controller, "aws");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const text = files
    .filter((file) => file.endsWith(".ts") && file !== WRITING)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("");
  const found = [...text.matchAll(form)].map(([, name = ""]) => name);
  return [...new Set(found)].filter((name) => name !== FREE).sort();
}

/** As the sources name them for rates and for the words of a denial. */
const calledActions = () => named(/\baction: "([A-Z]\w+)"/g);
const sentCommands = () => named(/new ([A-Z]\w+)Command\(/g);

describe("the policy of the role that reads AWS", () => {
  it("allows what is called, and nothing else", () => {
    const actions = policyOfReadme().map((action) => action.split(":")[1]);
    expect(actions.toSorted()).toEqual(calledActions());
    expect(sentCommands()).toEqual(calledActions());
  });

  it("changes nothing", () => {
    for (const action of policyOfReadme()) expect(action).toMatch(/:(Describe|Get|List|Test)[A-Z]/);
  });
});
