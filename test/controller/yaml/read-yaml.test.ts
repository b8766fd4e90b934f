import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { faultText, fieldName, fieldPath } from "../../../controller/yaml/fault.ts";
import { readYaml } from "../../../controller/yaml/read-yaml.ts";

const Shape = z.strictObject({
  name: z.string().min(1).describe("what it is called"),
  share: z.number().positive().max(1),
  kind: z.enum(["dns", "accelerator"]).optional(),
  items: z
    .array(z.strictObject({ id: z.string(), hosts: z.record(z.string(), z.url()).default({}) }))
    .max(2)
    .default([]),
});

function faults(text: string, mostCharacters?: number): string[] {
  const read = readYaml(text, Shape, mostCharacters === undefined ? {} : { mostCharacters });
  return read.ok ? [] : read.faults.map(faultText);
}

describe("controller/yaml/read-yaml", () => {
  it.each([[""], ["label"], ["clientGroups[0].share"], ["a.b[12].c"], ["[3].id"]])(
    "makes a path of the name of a field and back: %j",
    (name) => {
      expect(fieldName(fieldPath(name))).toBe(name);
    },
  );

  it("reads YAML and JSON, and fills in what has a default", () => {
    const value = { name: "a", share: 0.5, items: [] };
    expect(readYaml("name: a\nshare: 0.5\n", Shape)).toMatchObject({ ok: true, value });
    expect(readYaml('{\n\t"name": "a",\n\t"share": 0.5\n}', Shape)).toMatchObject({
      ok: true,
      value,
    });
  });

  it("tells everything at once, in the order of the text, with line and column", () => {
    expect(
      faults("share: 40\nitems:\n  - id: x\n    hosts: { one: nowhere }\n  - hots: {}\n"),
    ).toEqual([
      "line 1, column 1: name: is missing; it must be text (what it is called)",
      "line 1, column 8: share: must be 1 or less",
      "line 4, column 19: items[0].hosts.one: Invalid URL",
      "line 5, column 5: items[1].hots: there is no such field; did you mean hosts?",
      "line 5, column 5: items[1].id: is missing; it must be text",
    ]);
  });

  it.each<[string, string[]]>([
    ["", ["line 1, column 1: is empty"]],
    ["# nothing\n", ["line 1, column 1: is empty"]],
    ["just text", ['line 1, column 1: must be a mapping of fields, not the text "just text"']],
    ["- a\n", ["line 1, column 1: must be a mapping of fields, not a list"]],
    ["nam: a\nshare: 1\n", ["line 1, column 1: nam: there is no such field; did you mean name?"]],
    [
      "name: a\nshare: 1\ncolour: red\n",
      ["line 3, column 1: colour: there is no such field; there are name, share, kind, items"],
    ],
    ["name: 7\nshare: 1\n", ["line 1, column 7: name: must be text, not 7"]],
    ["name:\nshare: 1\n", ["line 1, column 6: name: must be text, not empty"]],
    ["name: ''\nshare: 1\n", ["line 1, column 7: name: must not be empty"]],
    ["name: a\nshare: 0\n", ["line 2, column 8: share: must be more than 0"]],
    [
      "name: a\nshare: 1\nkind: dsn\n",
      ["line 3, column 7: kind: must be one of dns, accelerator; did you mean dns?"],
    ],
    [
      "name: a\nshare: 1\nitems: [{ id: a }, { id: b }, { id: c }]\n",
      ["line 3, column 1: items: must be 2 or fewer"],
    ],
    [
      "name: a\nshare: 1\nname: b\n",
      ["line 3, column 1: name stands twice in the same mapping; take one of them out"],
    ],
    [
      '{ "name": "a", "name": "b" }',
      ['line 1, column 16: "name" stands twice in the same mapping; take one of them out'],
    ],
    [
      "name: a\n---\nname: b\n",
      ["line 2, column 1: a second document begins here; put each into a file of its own"],
    ],
    [
      "name: a\nitems:\n\t- id: a\n",
      ["line 3, column 1: a tab is no indentation in YAML; use spaces"],
    ],
    [
      "name: !secret a\nshare: 1\n",
      ["line 1, column 7: a tag (!…) means nothing here; leave it out"],
    ],
    ["? [a, b]\n: 1\n", ["line 1, column 3: the name of a field must be a plain word"]],
    [
      "name: *other\nshare: 1\n",
      ["line 1, column 7: *other stands for nothing; mark what it means with &other before it"],
    ],
    [
      "name: a\nshare: 1\nitems: &all [*all]\n",
      ["line 3, column 14: *all stands inside of what it means; write the value out"],
    ],
    ["[".repeat(50_000), ["line 1, column 820: is nested too deeply"]],
  ])("refuses %j", (text, expected) => {
    const told = faults(text).map((fault) => fault.replace(/column \d{3,}/, "column 820"));
    expect(told).toEqual(expected);
  });

  it("names the line of broken YAML", () => {
    expect(faults("name: a\nitems: [1, 2\nshare: 1\n")[0]).toMatch(/^line 3, .*: not valid YAML: /);
  });

  it("lets an alias stand for a value, but not for a flood of them", () => {
    const twice = "name: &n a\nshare: 1\nitems: [{ id: *n }]\n";
    expect(faults(twice)).toEqual([]);
    const levels = Array.from({ length: 9 }, (_, at) => {
      const of = at === 0 ? "x" : `*l${at - 1}`;
      return `l${at}: &l${at} [${Array.from({ length: 9 }, () => of).join(", ")}]`;
    });
    expect(faults(levels.join("\n"))).toEqual([
      "line 1, column 1: aliases (*name) stand for more than 1000 values; write some of them out",
    ]);
  });

  it("does not begin with what is too large", () => {
    expect(faults(`name: ${"a".repeat(2_000_000)}`)).toEqual([
      "line 1, column 1: is larger than 1 million characters; is it the right file?",
    ]);
    expect(faults("name: a\nshare: 1\n", 10)).toHaveLength(1);
  });

  it("checks further what has the right shape", () => {
    const check = () => [{ path: ["items", 0, "id"], message: "is taken" }];
    const read = readYaml("name: a\nshare: 1\nitems:\n- id: x\n", Shape, { check });
    expect(read).toMatchObject({ ok: false, faults: [{ line: 4, column: 7 }] });
  });

  test.prop([fc.string({ unit: "binary", maxLength: 200 })])("survives any text", (text) => {
    const read = readYaml(text, Shape);
    if (!read.ok) expect(read.faults.length).toBeGreaterThan(0);
  });

  test.prop([fc.json({ maxDepth: 4 })])("survives any JSON", (text) => {
    const read = readYaml(text, Shape);
    if (read.ok) return;
    for (const { line, column } of read.faults) expect(Math.min(line, column)).toBeGreaterThan(0);
  });
});
