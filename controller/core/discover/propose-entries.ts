import type { ProposedFile } from "../../contract/service-proposal.ts";
import { acceleratedDoor, type Door, urlAt } from "./door.ts";
import { plainName } from "./plain-name.ts";
import type { FieldComment } from "./proposal.ts";
import type { Sketch } from "./sketch.ts";

type Entries = NonNullable<ProposedFile["entries"]>;

export interface ProposedEntries {
  readonly entries: Entries;
  readonly incumbent: "dns" | "accelerator";
  readonly comments: readonly FieldComment[];
}

/** The ways into a service that choose the endpoint by themselves. */
export function proposeEntries(
  sketch: Sketch,
  pinned: ReadonlyMap<string, string>,
  door: Door,
): ProposedEntries {
  const { name, isOnlyAccelerated } = sketch;
  const accelerator = acceleratorEntry(sketch, door);
  if (name === null || isOnlyAccelerated) {
    return {
      entries: accelerator.entries,
      incumbent: "accelerator",
      comments: accelerator.comments,
    };
  }
  const urls = [...pinned].map(([id, host]) => [id, urlAt(host, door)]);
  const dns = {
    url: urlAt(name.name, door),
    name: plainName(name.name),
    hostedZoneId: name.zone.id,
    ...(urls.length === 0 ? {} : { pinned: Object.fromEntries(urls) }),
  };
  return {
    entries: { dns, ...accelerator.entries },
    incumbent: "dns",
    comments: [
      { path: ["entries", "dns", "url"], text: door.basis, where: "beside" },
      ...accelerator.comments,
    ],
  };
}

function acceleratorEntry(
  { accelerator, acceleratorName, name, isOnlyAccelerated }: Sketch,
  door: Door,
): { readonly entries: Entries; readonly comments: readonly FieldComment[] } {
  if (accelerator === null) return { entries: {}, comments: [] };
  const { spec } = accelerator;
  const own = isOnlyAccelerated ? name?.name : undefined;
  const host = own ?? acceleratorName ?? spec.dnsName ?? spec.ipSets[0]?.addresses[0];
  if (host === undefined) return { entries: {}, comments: [] };
  const through = acceleratedDoor(accelerator, door);
  const url = urlAt(host, through);
  const asOthers = own ?? acceleratorName ?? undefined;
  const text =
    asOthers === undefined
      ? `${through.basis}; a name of the service that leads to the accelerator alone is better with TLS`
      : through.basis;
  return {
    entries: { accelerator: { url, ...(spec.arn === undefined ? {} : { arn: spec.arn }) } },
    comments: [
      ...(spec.enabled
        ? []
        : [{ path: ["entries", "accelerator"], text: `accelerator ${spec.name} is switched off` }]),
      { path: ["entries", "accelerator", "url"], text, where: "beside" },
    ],
  };
}
