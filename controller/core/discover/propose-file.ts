import type { Estate } from "../../contract/estate.ts";
import type { Inventory } from "../../contract/inventory.ts";
import { ServiceFile } from "../../contract/service-file.ts";
import type { ProposedFile } from "../../contract/service-proposal.ts";
import { liveDesign } from "../routing/live-design.ts";
import { ASSUMED_DOOR, checkedDoor, type Door, listenedDoor } from "./door.ts";
import { OWNERS_PART, VANTAGES_ASIDE } from "./owners-part.ts";
import { plainName } from "./plain-name.ts";
import type { FieldComment } from "./proposal.ts";
import { proposeEndpoints } from "./propose-endpoints.ts";
import { proposeEntries } from "./propose-entries.ts";
import { proposeVantages } from "./propose-vantages.ts";
import type { Sketch } from "./sketch.ts";

export type FileOfSketch =
  | {
      readonly ok: true;
      readonly file: ProposedFile;
      readonly comments: readonly FieldComment[];
      readonly unread: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

const LONGEST_LABEL = 80;

/** The file that declares a service as it was found, or why there is none. */
export function proposeFile(
  sketch: Sketch,
  { id, label }: { readonly id: string; readonly label: string },
  inventory: Inventory,
  estate: Estate | null,
): FileOfSketch {
  const door = doorOf(sketch, inventory);
  const found = proposeEndpoints(sketch, { serviceId: id, door }, inventory);
  if (found.endpoints.length === 0) {
    return { ok: false, why: found.left.join("; ") || "it leads to nothing that takes traffic" };
  }
  const ways = proposeEntries(sketch, found.pinned, door);
  const places = [...new Set(found.endpoints.map(({ place }) => place))];
  const vantages = estate === null ? proposeVantages(inventory, places) : [];
  const endpoints = [...found.endpoints];
  const declared: ProposedFile = {
    version: 1,
    id,
    label: label.slice(0, LONGEST_LABEL),
    ...(vantages.length === 0 ? {} : { vantages }),
    endpoints,
    entries: ways.entries,
    incumbent: { entry: ways.incumbent },
  };
  const { unread, ...live } = liveDesign(serviceOf(declared), inventory);
  const file = { ...declared, incumbent: { entry: ways.incumbent, design: live.design } };
  const comments = [
    ...headComments(sketch, found.left),
    ...(estate === null ? VANTAGES_ASIDE : []),
    ...found.comments,
    ...ways.comments,
    ...unread.map((text) => ({ path: ["incumbent", "design"], text: `not read: ${text}` })),
    OWNERS_PART,
  ];
  return checked({ file, without: declared, comments, unread: [...found.left, ...unread] });
}

/** A design that the form refuses is left out, with the reason, rather than the whole service. */
function checked({
  file,
  without,
  comments,
  unread,
}: {
  readonly file: ProposedFile;
  readonly without: ProposedFile;
  readonly comments: readonly FieldComment[];
  readonly unread: readonly string[];
}): FileOfSketch {
  const whole = ServiceFile.safeParse(file);
  if (whole.success) return { ok: true, file, comments, unread };
  const why = issueOf(whole.error.issues);
  const rest = ServiceFile.safeParse(without);
  if (!rest.success) return { ok: false, why: issueOf(rest.error.issues) };
  const text = `what stands today does not fit the form (${why}), and so is left out`;
  const others = comments.filter(({ path }) => path[1] !== "design");
  const said = { path: ["incumbent"], text };
  return { ok: true, file: without, comments: [...others, said], unread: [...unread, text] };
}

function issueOf([issue]: readonly {
  readonly path: PropertyKey[];
  readonly message: string;
}[]): string {
  return `${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? ""}`;
}

function serviceOf({ endpoints, entries }: ProposedFile): Parameters<typeof liveDesign>[0] {
  const { dns, accelerator } = entries ?? {};
  return {
    endpoints,
    ...(dns === undefined ? {} : { dns: { ...dns, pinned: dns.pinned ?? {} } }),
    ...(accelerator === undefined
      ? {}
      : { accelerator: { ...accelerator, pinned: accelerator.pinned ?? {} } }),
  };
}

/** How users knock: as a health check does, else as the listeners of the accelerator allow. */
function doorOf({ endpoints, accelerator }: Sketch, inventory: Inventory): Door {
  const sets = endpoints.flatMap((reached) => reached.sets);
  const listened = accelerator === null ? undefined : listenedDoor(accelerator);
  return checkedDoor(sets, inventory) ?? listened ?? ASSUMED_DOOR;
}

function headComments({ name }: Sketch, left: readonly string[]): FieldComment[] {
  const from = name === null ? "an accelerator" : `${plainName(name.name)} in ${name.zone.id}`;
  return [
    {
      path: [],
      text: `Proposed by isochrone discover from ${from}, as AWS was read. Read the comments: what was guessed says so.`,
    },
    ...left.map((text) => ({ path: ["endpoints"], text: `left out: ${text}` })),
  ];
}
