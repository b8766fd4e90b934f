import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { namedInSources, sentCommands } from "./named-in-sources.ts";

const controller = fileURLToPath(new URL("../../../controller", import.meta.url));

/** Needs no permission. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const FREE = "GetCallerIdentity";

type Statement = { Action: string[]; Resource: string; Condition?: object };

/** Of the role that makes something fail: the second policy of the page. */
function statementsOfReadme(): Statement[] {
  const text = readFileSync(join(controller, "README.md"), "utf8");
  const policies = [...text.matchAll(/```json\n(\{\n {2}"Version"[\s\S]*?)```/g)];
  const { Statement } = JSON.parse(policies[1]?.[1] ?? "{}") as { Statement: Statement[] };
  return Statement;
}

const inInject = (file: string) => file.startsWith("inject/");
const isPaid = (name: string) => name !== FREE;
const isReading = (action: string) => /:(Describe|Get|List)[A-Z]/.test(action);

describe("the policy of the role that makes something fail", () => {
  const actions = statementsOfReadme().flatMap(({ Action }) => Action);

  it("allows what is called, and nothing else", () => {
    const called = namedInSources(/\baction: "([A-Z]\w+)"/g, inInject).filter(isPaid);
    const allowed = new Set(actions.map((action) => action.split(":")[1]));
    expect([...allowed].sort()).toEqual(called);
    expect(sentCommands(inInject).filter(isPaid)).toEqual(called);
  });

  it("allows what an injector says that it needs", () => {
    const needed = namedInSources(/"((?:ec2|globalaccelerator|route53):\w+)"/g, inInject);
    expect(needed).toEqual([...actions].sort());
  });

  it("lets nothing be changed without a tag or a name", () => {
    for (const { Action, Resource, Condition } of statementsOfReadme()) {
      if (Action.every(isReading)) continue;
      expect(Action.filter(isReading)).toEqual([]);
      expect(Resource !== "*" || Condition !== undefined).toBe(true);
    }
  });
});
