import type { Entry } from "../../contract/measured.ts";
import { countedText } from "../wording/count.ts";
import { entryName, namesText } from "../wording/names.ts";
import type { PathHealth } from "./path-health.ts";
import type { Picture } from "./picture.ts";

/** Who is affected on the way to what: `5 of 38 vantages (…) → endpoint eu-west-1 via Route 53`. */
export function affectedScope(picture: Picture): string {
  const { bad, factor, paths } = picture;
  const [only, ...others] = bad;
  const vantages = vantagesOf(bad);
  const share = `${vantages.length} of ${countedText(vantagesOf(paths).length, "vantage")}`;
  if (only !== undefined && others.length === 0) {
    const path = `${only.vantage} → ${only.endpoint ?? only.service}`;
    return `${share}, 1 path: ${path} ${viaText(only.entry)}`;
  }
  const who = `${share} (${namesText(vantages)})`;
  switch (factor?.kind) {
    case "endpoint":
      return `${who} → endpoint ${factor.id}${soleEntry(bad)}`;
    case "vantage":
      return `${who}, ${pathShare(picture)}${mostlyFrom(factor.id, vantages)}${soleEntry(bad)}`;
    case "entry":
      return `${who}${soleEntry(bad)}`;
    case undefined:
      return `${who}, ${pathShare(picture)}, no common factor`;
  }
}

/** What nobody reaches, or who reaches nothing. */
export function outageScope({ outage, paths }: Picture): string {
  if (outage === null) return "";
  const { service, endpoints, vantages } = outage;
  const all = vantagesOf(paths.filter((path) => path.service === service));
  if (vantages.length === all.length) {
    return `Nothing of ${service} answers any of ${countedText(all.length, "vantage")}`;
  }
  if (endpoints.length === 0) {
    const share = `${vantages.length} of ${countedText(all.length, "vantage")}`;
    return `${share} (${namesText(vantages)}) reach no endpoint of ${service}`;
  }
  const verb = endpoints.length === 1 ? "is" : "are";
  const names = `${namesText(endpoints)} of ${service} ${verb} unreachable`;
  return `${names} from all ${countedText(all.length, "vantage")} by every way that leads there`;
}

/** The ways in that users have and that bring every affected vantage to an answer. */
export function unaffectedText({ paths, bad }: Picture): string {
  const affected = new Set(vantagesOf(bad));
  const well = (["dns", "accelerator"] as const).filter((entry) => {
    const own = paths.filter(
      (path) => path.entry === entry && path.chosen && affected.has(path.vantage),
    );
    return own.length > 0 && own.every((path) => path.state === "good");
  });
  return well.length === 0 ? "" : `${namesText(well.map(entryName))} unaffected.`;
}

function pathShare({ bad, paths }: Picture): string {
  return `${bad.length} of ${countedText(paths.length, "path")}`;
}

/** Named only where all bad paths share it. */
function soleEntry(bad: readonly PathHealth[]): string {
  const [entry, ...others] = new Set(bad.map((path) => path.entry));
  return entry === undefined || others.length > 0 ? "" : ` ${viaText(entry)}`;
}

function viaText(entry: Entry): string {
  return entry === "direct" ? "reached directly" : `via ${entryName(entry)}`;
}

function mostlyFrom(vantage: string, vantages: readonly string[]): string {
  return vantages.length === 1 ? "" : `, most of them from ${vantage}`;
}

function vantagesOf(paths: readonly PathHealth[]): string[] {
  return [...new Set(paths.map((path) => path.vantage))];
}
