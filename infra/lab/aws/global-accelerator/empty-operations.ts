import {
  ListByoipCidrs$,
  type ListByoipCidrsRequest,
  type ListByoipCidrsResponse,
  ListCrossAccountAttachments$,
  type ListCrossAccountAttachmentsRequest,
  type ListCrossAccountAttachmentsResponse,
  ListCustomRoutingAccelerators$,
  type ListCustomRoutingAcceleratorsRequest,
  type ListCustomRoutingAcceleratorsResponse,
} from "@aws-sdk/client-global-accelerator";
import type { JsonRpcOperation } from "../json-rpc.ts";
import { operation } from "./operation.ts";
import { pageOf } from "./page.ts";

/** Lists of what an account of the lab cannot have. */
export function emptyOperations(): JsonRpcOperation[] {
  return [
    operation<ListCrossAccountAttachmentsRequest, ListCrossAccountAttachmentsResponse>(
      ListCrossAccountAttachments$,
      (request) => ({ CrossAccountAttachments: pageOf([], request).items }),
    ),
    operation<ListCustomRoutingAcceleratorsRequest, ListCustomRoutingAcceleratorsResponse>(
      ListCustomRoutingAccelerators$,
      (request) => ({ Accelerators: pageOf([], request).items }),
    ),
    operation<ListByoipCidrsRequest, ListByoipCidrsResponse>(ListByoipCidrs$, (request) => ({
      ByoipCidrs: pageOf([], request).items,
    })),
  ];
}
