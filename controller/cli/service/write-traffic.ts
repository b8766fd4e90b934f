import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { Document } from "yaml";
import { ServiceFile } from "../../contract/service-file.ts";
import { ServiceFileShape } from "../../contract/service-file-shape.ts";
import { strictly } from "../../contract/strictly.ts";
import { takeTraffic } from "../../core/service/take-traffic.ts";
import type { TrafficOfLog } from "../../core/traffic/traffic-of-tally.ts";
import { readYaml } from "../../yaml/read-yaml.ts";
import { CliError } from "../cli-error.ts";
import { faultyFile, type OpenedFile, openServiceFile } from "./open-service-file.ts";
import { checkAllGroups } from "./resolve-traffic.ts";

/** The fields by themselves: a file whose shares are still missing is what a log is read for. */
const UnfinishedFile = strictly(ServiceFileShape);

export function openTrafficFile(name: string): OpenedFile<ServiceFileShape> {
  return openServiceFile(name, UnfinishedFile);
}

/**
 * Writes shares and volumes into a service file in the place of what its groups state; comments and everything
 * else stay. The file is whole at every moment.
 *
 * @throws CliError where the log does not know all groups, or the file would not be a valid one
 */
export function writeTraffic(opened: OpenedFile<ServiceFileShape>, traffic: TrafficOfLog): void {
  checkAllGroups(opened, traffic);
  const text = edited(opened, takeTraffic(opened.file, traffic));
  const read = readYaml(text, ServiceFile);
  if (!read.ok) throw faultyFile(opened.name, read.faults);
  replaceFile(opened.name, text);
}

function edited({ name, text, opened }: OpenedFile<ServiceFileShape>, file: ServiceFile): string {
  const { document } = opened;
  try {
    file.clientGroups.forEach(({ share, trafficPerMonth }, at) => {
      document.setIn(["clientGroups", at, "share"], share);
      put(document, ["clientGroups", at, "trafficPerMonth"], trafficPerMonth);
    });
    put(document, ["traffic"], file.traffic);
  } catch (cause) {
    const message = `${name} cannot be edited: a client group stands there as an alias (*name)`;
    const mend = "write it out, or paste what is printed without --write";
    throw new CliError({ code: "not_editable", message, mend }, { cause });
  }
  const isJson = /^\s*\{/.test(text);
  return isJson
    ? `${JSON.stringify(document.toJS(), null, 2)}\n`
    : document.toString({ lineWidth: 0, flowCollectionPadding: /[[{] +\S/.test(text) });
}

/** Fields one by one, so that comments beside those that stay are kept. */
function put(
  document: Document.Parsed,
  path: (string | number)[],
  fields: object | undefined,
): void {
  const before: unknown = document.getIn(path);
  const had = before === undefined ? {} : (document.toJS() as unknown);
  const old = before === undefined ? {} : Object(path.reduce<unknown>(within, had));
  if (fields === undefined) {
    if (before !== undefined) document.deleteIn(path);
    return;
  }
  for (const name of Object.keys(old)) if (!(name in fields)) document.deleteIn([...path, name]);
  for (const [name, value] of Object.entries(fields)) document.setIn([...path, name], value);
}

function within(value: unknown, key: string | number): unknown {
  return (value as Record<string | number, unknown>)[key];
}

function replaceFile(name: string, text: string): void {
  // A link goes on pointing at the file that it points at.
  const path = realpathSync(name);
  const beside = `${path}.${process.pid}.new`;
  try {
    writeFileSync(beside, text, { mode: statSync(path).mode });
    renameSync(beside, path);
  } catch (cause) {
    rmSync(beside, { force: true });
    const message = `${name} cannot be written`;
    const mend = "look whether this user may write the file and its folder";
    throw new CliError({ code: "unwritable_file", message, mend }, { cause });
  }
}
