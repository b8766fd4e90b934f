import type { Estate } from "../../contract/estate.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { PassedOver } from "../../contract/service-proposal.ts";
import { zoneBook } from "../routing/live/zone-book.ts";
import { canonicalName } from "../routing/names.ts";
import { hostOf } from "../url/url-parts.ts";
import { deploymentBook } from "./deployment-book.ts";
import { type FoundNames, findNames } from "./found-names.ts";
import { freeId, plainName } from "./plain-name.ts";
import type { Proposal, Proposals } from "./proposal.ts";
import { type FileOfSketch, proposeFile } from "./propose-file.ts";
import { type Sketch, sketchServices } from "./sketch.ts";

/**
 * Services that stand in AWS, each with the file that would declare it: names of public hosted zones
 * that lead to something that takes traffic, and accelerators. Vantages are suggested where the estate
 * has none yet.
 */
export function proposeServices(inventory: Inventory, estate: Estate | null): Proposals {
  const book = zoneBook(inventory.hostedZones);
  const zones = inventory.hostedZones.flatMap(({ spec }) => book.byId(spec.id) ?? []);
  const names = findNames(zones, book);
  const sketches = sketchServices(names, inventory, deploymentBook(inventory)).toSorted(byWeight);
  const taken = new Set<string>();
  const proposals: Proposal[] = [];
  const passedOver: PassedOver[] = names.wildcards.map((name) => ({
    name: plainName(name),
    why: "stands for many names at once; declare the one that users open",
  }));
  for (const sketch of sketches) {
    const name = nameOf(sketch);
    const declaredAs = declaredId(sketch, estate);
    const id = declaredAs ?? freeId(idsOf(name), new Set([...taken, ...idsIn(estate)]));
    const file = proposeFile(sketch, { id, label: name }, inventory, estate);
    if (file.ok) {
      taken.add(id);
      proposals.push(proposalOf(sketch, { name, declaredAs }, file, names));
    } else passedOver.push({ name, why: file.why });
  }
  return { proposals, passedOver };
}

/** Those with more ways in and more endpoints first. */
function byWeight(one: Sketch, other: Sketch): number {
  const weight = ({ name, accelerator, endpoints }: Sketch) =>
    (name !== null && accelerator !== null ? 1_000 : 0) + endpoints.length;
  return weight(other) - weight(one) || (nameOf(one) < nameOf(other) ? -1 : 1);
}

function nameOf({ name, accelerator }: Sketch): string {
  return plainName(name?.name ?? accelerator?.spec.name ?? "");
}

/** `shop` of `shop.example` and of `www.shop.example`; longer where that is taken. */
function idsOf(name: string): string[] {
  const labels = name.replace(/^www\./, "").split(".");
  return labels.map((_, at) => labels.slice(0, at + 1).join("-"));
}

function idsIn(estate: Estate | null): string[] {
  return (estate?.services ?? []).map(({ id }) => id);
}

/** The service of the estate that has the name or the accelerator already. */
function declaredId({ name, accelerator }: Sketch, estate: Estate | null): string | null {
  const found = estate?.services.find((service) => {
    const { dns } = service;
    const dnsName = dns === undefined ? undefined : canonicalName(dns.name ?? hostOf(dns.url));
    const isByArn =
      service.accelerator?.arn !== undefined && service.accelerator.arn === accelerator?.spec.arn;
    return (name !== null && dnsName === name.name) || (name === null && isByArn);
  });
  return found?.id ?? null;
}

function proposalOf(
  sketch: Sketch,
  { name, declaredAs }: { readonly name: string; readonly declaredAs: string | null },
  { file, comments, unread }: Extract<FileOfSketch, { ok: true }>,
  { synonyms }: FoundNames,
): Proposal {
  const sets = sketch.endpoints.flatMap((reached) => reached.sets);
  const policies = new Set(sets.map(({ routing }) => routing.policy));
  const plural = [...policies].filter((policy) => policy !== "simple");
  const others = sketch.name === null ? [] : (synonyms.get(sketch.name.name) ?? []);
  const entries = (["dns", "accelerator"] as const).filter((entry) => file.entries?.[entry]);
  return {
    summary: {
      name,
      id: file.id,
      declaredAs,
      endpoints: file.endpoints.length,
      places: [...new Set(file.endpoints.map(({ place }) => place))].sort(),
      entries,
      routedBy: [
        ...(plural.length > 0 ? plural : [...policies]),
        ...(sketch.accelerator === null ? [] : ["accelerator"]),
      ],
      otherNames: others.map(plainName).sort(),
      unread: [...unread],
    },
    file,
    comments,
  };
}
