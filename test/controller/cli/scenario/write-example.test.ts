import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EXAMPLE_WORLD } from "../../../../controller/cli/scenario/example/example-world.ts";
import { simulatedScenario } from "../../../../controller/cli/scenario/example/simulated-scenario.ts";
import { openScenario } from "../../../../controller/cli/scenario/open-scenario.ts";
import { writeExample } from "../../../../controller/cli/scenario/write-example.ts";
import { type Folder, openFolder } from "./scenario-files.ts";

let folder: Folder;
beforeEach(() => {
  folder = openFolder();
});
afterEach(() => {
  folder.remove();
});

describe("controller/cli/scenario/write-example", () => {
  it("writes files that read back as the scenario that they are made of, simulated", () => {
    const target = join(folder.path, "shop");
    const files = writeExample(target);
    expect(files).toEqual(
      ["scenario.yaml", "failover-runs.yaml", "evidence/paths.jsonl"].map((name) =>
        join(target, name),
      ),
    );
    const scenario = openScenario(target);
    expect(scenario).toEqual(simulatedScenario(EXAMPLE_WORLD));
    expect(scenario.evidence.source).toBe("simulated");
    expect(readFileSync(join(target, "scenario.yaml"), "utf8")).toMatch(
      /^# A shop in three Regions, as an example. Its evidence is simulated/,
    );
  });

  it("is the same every time, and small", () => {
    const [one, two] = ["one", "two"].map((name) =>
      writeExample(join(folder.path, name)).map((file) => readFileSync(file, "utf8")),
    );
    expect(one).toEqual(two);
    expect(one?.join("").length).toBeLessThan(700_000);
  });

  it("writes nothing into a folder that has something in it, and says what to do", () => {
    const there = folder.write("shop/notes.txt", "mine");
    expect(() => writeExample(join(folder.path, "shop"))).toThrow("has files in it");
    expect(readFileSync(there, "utf8")).toBe("mine");
    expect(existsSync(join(folder.path, "shop", "scenario.yaml"))).toBe(false);
    expect(() => writeExample(join(there, "shop"))).toThrow("cannot be written");
  });
});
