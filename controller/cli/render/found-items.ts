import type { Inventory } from "../../contract/inventory.ts";
import type { PartSubject } from "../../contract/inventory-part.ts";
import { plainName } from "../../core/discover/plain-name.ts";
import { countedText } from "../../core/wording/count.ts";

/** One thing that was found, in a row. */
export type FoundLine = {
  readonly account: string;
  /** Region, zone or hosted zone; empty for what is in none. */
  readonly where: string;
  readonly name: string;
  readonly what: string;
};

/** Things of one kind, and the parts that they come from. */
export type FoundList = {
  readonly head: string;
  readonly subject: PartSubject;
  /** What its parts become known by: without it nobody knows whether there are any. */
  readonly parent: PartSubject | null;
  readonly lines: (inventory: Inventory) => FoundLine[];
};

const text = (...parts: readonly (string | null | undefined | false)[]) =>
  parts.filter((part) => typeof part === "string" && part !== "").join(", ");

/** Every kind of thing, from the names that users look up to the places where things run. */
export const FOUND_LISTS: readonly FoundList[] = [
  {
    head: "Hosted zones",
    subject: "hosted-zones",
    parent: null,
    lines: ({ hostedZones }) =>
      hostedZones.map(({ account, spec, recordsTold, recordsState }) => ({
        account,
        where: "",
        name: plainName(spec.name),
        what: text(
          recordsState === "complete"
            ? countedText(spec.records.length, "record set")
            : `${spec.records.length} of ${recordsTold ?? "?"} record sets`,
          spec.isPrivate && "private",
          spec.id,
        ),
      })),
  },
  {
    head: "Record sets",
    subject: "record-sets",
    parent: "hosted-zones",
    lines: ({ hostedZones }) =>
      hostedZones.flatMap(({ account, spec }) =>
        spec.records.map(({ name, type, routing, setIdentifier, alias, values = [] }) => ({
          account,
          where: spec.id,
          name: plainName(name),
          what: text(
            type,
            routing.policy === "simple" ? null : `${routing.policy} ${setIdentifier ?? ""}`,
            alias === undefined ? values.join(" ") : `alias ${plainName(alias.dnsName)}`,
          ),
        })),
      ),
  },
  {
    head: "Health checks",
    subject: "health-checks",
    parent: null,
    lines: ({ healthChecks }) =>
      healthChecks.map(({ account, spec, status }) => ({
        account,
        where: "",
        name: spec.tags["Name"] ?? spec.id,
        what: text(
          spec.config.type,
          status === null
            ? "status not read"
            : `${status.isHealthy ? "healthy" : "unhealthy"} (${status.checkersHealthy} of ${status.checkers} checkers)`,
        ),
      })),
  },
  {
    head: "CIDR collections",
    subject: "cidr-collections",
    parent: null,
    lines: ({ cidrCollections }) =>
      cidrCollections.map(({ account, spec }) => ({
        account,
        where: "",
        name: spec.name,
        what: countedText(spec.locations.length, "location"),
      })),
  },
  {
    head: "Accelerators",
    subject: "accelerators",
    parent: null,
    lines: ({ accelerators }) =>
      accelerators.map(({ account, spec, status }) => {
        const groups = spec.listeners.flatMap(({ endpointGroups }) => endpointGroups);
        return {
          account,
          where: "",
          name: spec.name,
          what: text(
            status,
            !spec.enabled && "switched off",
            [...new Set(groups.map(({ region }) => region))].join(" "),
            spec.dnsName,
          ),
        };
      }),
  },
  {
    head: "Load balancers",
    subject: "load-balancers",
    parent: "regions",
    lines: ({ loadBalancers }) =>
      loadBalancers.map(({ account, region, name, kind, scheme, state, targetGroups }) => {
        const targets = targetGroups?.flatMap((group) => group.targets ?? []);
        const healthy = targets?.filter(({ state: each }) => each === "healthy").length;
        const health =
          targets === undefined
            ? "targets not read"
            : `${healthy} of ${targets.length} targets healthy`;
        return { account, where: region, name, what: text(kind, scheme, state, health) };
      }),
  },
  {
    head: "Elastic IP addresses",
    subject: "addresses",
    parent: "regions",
    lines: ({ addresses }) =>
      addresses.map(({ account, region, address, instance, name }) => ({
        account,
        where: region,
        name: address,
        what: text(name, instance === null ? "not on an instance" : `on ${instance}`),
      })),
  },
  {
    head: "Instances with public addresses",
    subject: "instances",
    parent: "regions",
    lines: ({ instances }) =>
      instances.map(
        ({ account, region, zone, id, name, type, state, publicAddress, outpostArn }) => ({
          account,
          where: zone ?? region,
          name: id,
          what: text(name, type, state, publicAddress, outpostArn !== null && "on an Outpost"),
        }),
      ),
  },
  {
    head: "Subnets",
    subject: "subnets",
    parent: "regions",
    lines: ({ subnets }) =>
      subnets.map(({ account, zone, id, name, cidr, outpostArn }) => ({
        account,
        where: zone,
        name: id,
        what: text(name, cidr, outpostArn),
      })),
  },
  {
    head: "Zones",
    subject: "zones",
    parent: "regions",
    lines: ({ zones }) =>
      zones.map(({ account, region, name, kind, optIn, label }) => ({
        account,
        where: region,
        name,
        what: text(kind, optIn === "not-opted-in" && "not opted in", label),
      })),
  },
  {
    head: "Regions",
    subject: "regions",
    parent: null,
    lines: ({ regions }) =>
      regions.map(({ account, code, optIn, isRead }) => ({
        account,
        where: "",
        name: code,
        what: text(optIn === "not-opted-in" ? "not opted in" : null, isRead ? "read" : "not read"),
      })),
  },
];
