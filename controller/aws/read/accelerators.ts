import {
  type Accelerator,
  type EndpointGroup,
  ListAcceleratorsCommand,
  ListEndpointGroupsCommand,
  type Listener,
  ListListenersCommand,
} from "@aws-sdk/client-global-accelerator";
import { FoundAccelerator } from "../../contract/inventory.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { type AcceleratorParts, acceleratorSpec } from "./accelerator-spec.ts";
import { misfits } from "./misfits.ts";

/** The API of Global Accelerator stands in this Region alone. */
const REGION = "us-west-2";
const service = "globalaccelerator";
const MaxResults = 100;

/** Lists the standard accelerators with listeners, endpoint groups, endpoints and their health. */
export async function readAccelerators(reader: PartReader): Promise<PartEnd> {
  const call = { service, region: REGION, action: "ListAccelerators" } as const;
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      reader.call(call, (client, options) =>
        client.send(new ListAcceleratorsCommand({ NextToken, MaxResults }), options),
      ),
    ({ NextToken }) => tokenOf(NextToken),
  );
  const understood = misfits();
  for await (const { Accelerators = [] } of pages) {
    for (const accelerator of Accelerators) {
      const listeners = await readListeners(reader, accelerator.AcceleratorArn);
      const found = foundAccelerator({ accelerator, listeners }, reader.account);
      const name = accelerator.Name ?? "an accelerator";
      reader.add("accelerators", understood.take(FoundAccelerator, found, name));
    }
  }
  const error = understood.error("accelerators");
  return error === undefined ? {} : { error };
}

async function readListeners(
  reader: PartReader,
  AcceleratorArn: string | undefined,
): Promise<AcceleratorParts["listeners"]> {
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      reader.call({ service, region: REGION, action: "ListListeners" }, (client, options) =>
        client.send(new ListListenersCommand({ AcceleratorArn, NextToken, MaxResults }), options),
      ),
    ({ NextToken }) => tokenOf(NextToken),
  );
  const found: { listener: Listener; groups: EndpointGroup[] }[] = [];
  for await (const { Listeners = [] } of pages) {
    for (const listener of Listeners) {
      found.push({ listener, groups: await readGroups(reader, listener.ListenerArn) });
    }
  }
  return found;
}

async function readGroups(
  reader: PartReader,
  ListenerArn: string | undefined,
): Promise<EndpointGroup[]> {
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      reader.call({ service, region: REGION, action: "ListEndpointGroups" }, (client, options) =>
        client.send(new ListEndpointGroupsCommand({ ListenerArn, NextToken, MaxResults }), options),
      ),
    ({ NextToken }) => tokenOf(NextToken),
  );
  const found: EndpointGroup[] = [];
  for await (const { EndpointGroups = [] } of pages) found.push(...EndpointGroups);
  return found;
}

function foundAccelerator(parts: AcceleratorParts, account: string) {
  const { Status: status } = parts.accelerator satisfies Accelerator;
  return {
    account,
    spec: acceleratorSpec(parts),
    status: status === "DEPLOYED" || status === "IN_PROGRESS" ? status : "unknown",
    endpointHealth: parts.listeners.flatMap(({ groups }) =>
      groups.flatMap(({ EndpointGroupArn, EndpointDescriptions = [] }) =>
        EndpointDescriptions.map(({ EndpointId, HealthState }) => ({
          groupArn: EndpointGroupArn,
          endpointId: EndpointId,
          state: HealthState ?? null,
        })),
      ),
    ),
  };
}
