import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isReading, namedInSources, sentCommands } from "./named-in-sources.ts";

const controller = fileURLToPath(new URL("../../../controller", import.meta.url));

/** Needs no permission. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const FREE = "GetCallerIdentity";

function policyOfReadme(): string[] {
  const text = readFileSync(join(controller, "README.md"), "utf8");
  const [, json = ""] = /```json\n(\{\n {2}"Version"[\s\S]*?)```/.exec(text) ?? [];
  const { Statement } = JSON.parse(json) as { Statement: { Action: string[] }[] };
  return Statement.flatMap(({ Action }) => Action);
}

const byReading = (name: string) => name !== FREE;

/** As the sources name them for rates and for the words of a denial. */
const calledActions = () => namedInSources(/\baction: "([A-Z]\w+)"/g, isReading).filter(byReading);

describe("the policy of the role that reads AWS", () => {
  it("allows what is called, and nothing else", () => {
    const actions = policyOfReadme().map((action) => action.split(":")[1]);
    expect(actions.toSorted()).toEqual(calledActions());
    expect(sentCommands(isReading).filter(byReading)).toEqual(calledActions());
  });

  it("changes nothing", () => {
    for (const action of policyOfReadme()) expect(action).toMatch(/:(Describe|Get|List|Test)[A-Z]/);
  });
});
