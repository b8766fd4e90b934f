import { describe, expect, it } from "vitest";
import {
  belongsInBackup,
  groupOf,
  inReadingOrder,
  READ_LAST,
  sectionOf,
} from "../../../../controller/store/backup/key-selection.ts";
import { KEYS } from "../../../../controller/store/keys.ts";

describe("controller/store/backup/key-selection", () => {
  it("leaves out what lives for one run only, and takes everything else, known or not", () => {
    const out = [KEYS.session("ab"), KEYS.loginToken("ab"), "iso:queue-shards", "iso:restoring"];
    expect(out.filter(belongsInBackup)).toEqual([]);
    const taken = [KEYS.estate, KEYS.apiToken("t"), KEYS.probeToken("v"), "iso:of-a-later-release"];
    expect(taken.filter(belongsInBackup)).toEqual(taken);
  });

  it.each([
    [KEYS.estate, "configuration"],
    [KEYS.probeToken("eu-west-1"), "configuration"],
    ["iso:schema", "configuration"],
    [KEYS.buckets("minute", "a/b", 0), "evidence"],
    [KEYS.newest("eu-west-1"), "evidence"],
    [KEYS.recommendations("shop"), "recommendations"],
    [KEYS.recommendationCounter, "recommendations"],
  ])("puts %s into %s", (key, section) => {
    expect(sectionOf(key)).toBe(section);
  });

  it.each([
    ["iso:m:{eu-west-1}:shop:0", "eu-west-1"],
    ["iso:a{b}{c}", "b"],
    ["iso:estate", null],
    ["iso:{}:x", null],
    ["iso:}{", null],
  ])("groups %s by what stands in braces, as a cluster does", (key, group) => {
    expect(groupOf(key)).toBe(group);
  });

  it("reads the counter of recommendations after everything else", () => {
    const keys = inReadingOrder([...READ_LAST, KEYS.newest("eu-west-1")].reverse());
    expect(keys[0]).toBe(KEYS.newest("eu-west-1"));
    expect(keys.at(-1)).toBe(KEYS.recommendationCounter);
  });
});
